import type { preview as english } from '../en/preview.ts'
import type { WordsOf } from '../../Words.ts'

export const preview: WordsOf<typeof english> = {
  'preview.you': 'Vous',
  'preview.picture': 'Votre propre image',
  'preview.go': 'Aller dans la salle d’attente',
  'preview.goStaff': 'Rejoindre la consultation',
  'preview.going': 'Un instant…',
  'preview.phone':
    'Si cela ne marche pas, {host} vous appelle au numéro qui se termine par {ending}.',
  'preview.private': 'Rien n’est enregistré. {host} décide qui entre.',
  'preview.wrong': 'Quelque chose ne va pas ? Voyons cela',
  'preview.starting':
    'Votre navigateur va peut-être demander la caméra et le microphone. Choisissez « Autoriser ».',

  'check.both': 'Votre caméra et votre microphone fonctionnent',
  'check.seen': 'Votre caméra fonctionne',
  'check.heard': 'Votre microphone fonctionne',
  'check.speak': 'Dites quelque chose, pour que nous vous entendions',
  'check.cameraOff': 'Votre caméra est éteinte : les autres ne vous voient pas',
  'check.microphoneOff': 'Votre microphone est coupé : les autres ne vous entendent pas',

  'microphone.on': 'Microphone allumé',
  'microphone.off': 'Microphone coupé',
  'microphone.name': 'Microphone',
  'camera.on': 'Caméra allumée',
  'camera.off': 'Caméra éteinte',
  'camera.name': 'Caméra',
  'speaker.name': 'Haut-parleur',
  'speaker.system': 'Selon le réglage de l’appareil',
  'speaker.test': 'Jouer un son',
  'speaker.testHint':
    'Vous devez entendre deux notes. Sinon, montez le volume ou choisissez un autre haut-parleur.',
  'device.unnamed': 'Appareil {number}',
  'device.none': 'Aucun appareil',
  'device.choose': 'Caméra, microphone et haut-parleur',

  'trouble.refusedBoth':
    'Cette page n’est pas autorisée à utiliser votre caméra et votre microphone.',
  'trouble.refused.camera': 'Cette page n’est pas autorisée à utiliser votre caméra.',
  'trouble.refused.microphone': 'Cette page n’est pas autorisée à utiliser votre microphone.',
  'trouble.missing.camera':
    'Nous n’avons pas trouvé de caméra. Vous pouvez entrer sans : vous voyez les autres, et ils vous entendent.',
  'trouble.missing.microphone':
    'Nous n’avons pas trouvé de microphone. Vous pouvez entrer sans : vous entendez les autres, et ils vous voient. Pour parler, branchez un casque ou utilisez un téléphone.',
  'trouble.busy.camera':
    'Un autre programme utilise votre caméra. Fermez-le (par exemple un autre appel vidéo), puis réessayez.',
  'trouble.busy.microphone':
    'Un autre programme utilise votre microphone. Fermez-le (par exemple un autre appel vidéo), puis réessayez.',
  'trouble.failed.camera':
    'Votre caméra ne démarre pas. Débranchez-la et rebranchez-la, ou choisissez-en une autre.',
  'trouble.failed.microphone':
    'Votre microphone ne démarre pas. Débranchez-le et rebranchez-le, ou choisissez-en un autre.',
  'trouble.without': 'Vous pouvez aussi continuer sans.',
  'trouble.again': 'Réessayer',

  'allow.safariIos':
    'Touchez le symbole à gauche de l’adresse (« aA » ou deux traits), puis « Réglages du site web », et mettez caméra et microphone sur « Autoriser ».',
  'allow.chromeAndroid':
    'Touchez le symbole à gauche de l’adresse, puis « Autorisations », et activez la caméra et le microphone.',
  'allow.chrome':
    'Cliquez en haut sur le symbole à gauche de l’adresse, et activez la caméra et le microphone. Choisissez ensuite « Réessayer ».',
  'allow.firefox':
    'Cliquez en haut à gauche de l’adresse sur la caméra barrée, supprimez les blocages avec le ×, puis choisissez « Réessayer ».',
  'allow.safari':
    'Dans le menu « Safari », choisissez « Réglages pour ce site web », et mettez caméra et microphone sur « Autoriser ».',
  'allow.other':
    'Autorisez la caméra et le microphone pour cette page dans les réglages de votre navigateur. Choisissez ensuite « Réessayer ».',
}
