import type { preview as english } from '../en/preview.ts'
import type { WordsOf } from '../../Words.ts'

export const preview: WordsOf<typeof english> = {
  'preview.you': 'Sie',
  'preview.picture': 'Ihr eigenes Bild',
  'preview.go': 'Ins Wartezimmer gehen',
  'preview.goStaff': 'Am Gespräch teilnehmen',
  'preview.going': 'Einen Moment …',
  'preview.phone':
    'Wenn es nicht klappt, ruft {host} Sie an: unter der Nummer, die mit {ending} endet.',
  'preview.private': 'Es wird nichts aufgezeichnet. {host} entscheidet, wer hereinkommt.',
  'preview.wrong': 'Stimmt etwas nicht? Wir sehen nach',
  'preview.starting':
    'Ihr Browser fragt jetzt vielleicht nach Kamera und Mikrofon. Bitte wählen Sie „Zulassen“.',

  'check.both': 'Ihre Kamera und Ihr Mikrofon funktionieren',
  'check.seen': 'Ihre Kamera funktioniert',
  'check.heard': 'Ihr Mikrofon funktioniert',
  'check.speak': 'Sagen Sie etwas, damit wir Sie hören können',
  'check.cameraOff': 'Ihre Kamera ist aus: Die anderen sehen Sie nicht',
  'check.microphoneOff': 'Ihr Mikrofon ist aus: Die anderen hören Sie nicht',

  'microphone.on': 'Mikrofon an',
  'microphone.off': 'Mikrofon aus',
  'microphone.name': 'Mikrofon',
  'camera.on': 'Kamera an',
  'camera.off': 'Kamera aus',
  'camera.name': 'Kamera',
  'speaker.name': 'Lautsprecher',
  'speaker.system': 'Wie am Gerät eingestellt',
  'speaker.test': 'Ton abspielen',
  'speaker.testHint':
    'Sie sollten zwei Töne hören. Wenn nicht: Stellen Sie lauter, oder wählen Sie einen anderen Lautsprecher.',
  'device.unnamed': 'Gerät {number}',
  'device.none': 'Nichts ausgewählt',
  'device.choose': 'Kamera, Mikrofon und Lautsprecher',

  'trouble.refusedBoth': 'Diese Seite darf Ihre Kamera und Ihr Mikrofon nicht benutzen.',
  'trouble.refused.camera': 'Diese Seite darf Ihre Kamera nicht benutzen.',
  'trouble.refused.microphone': 'Diese Seite darf Ihr Mikrofon nicht benutzen.',
  'trouble.missing.camera':
    'Wir haben keine Kamera gefunden. Sie können ohne hereinkommen: Sie sehen die anderen, und die anderen hören Sie.',
  'trouble.missing.microphone':
    'Wir haben kein Mikrofon gefunden. Sie können ohne hereinkommen: Sie hören die anderen, und die anderen sehen Sie. Zum Sprechen schließen Sie ein Headset an, oder nehmen Sie ein Telefon.',
  'trouble.busy.camera':
    'Ein anderes Programm benutzt Ihre Kamera. Schließen Sie es (zum Beispiel ein anderes Videogespräch), und versuchen Sie es noch einmal.',
  'trouble.busy.microphone':
    'Ein anderes Programm benutzt Ihr Mikrofon. Schließen Sie es (zum Beispiel ein anderes Videogespräch), und versuchen Sie es noch einmal.',
  'trouble.failed.camera':
    'Ihre Kamera startet nicht. Ziehen Sie den Stecker, und stecken Sie ihn wieder ein, oder wählen Sie eine andere.',
  'trouble.failed.microphone':
    'Ihr Mikrofon startet nicht. Ziehen Sie den Stecker, und stecken Sie ihn wieder ein, oder wählen Sie ein anderes.',
  'trouble.without': 'Sie können auch ohne weitermachen.',
  'trouble.again': 'Noch einmal versuchen',

  'allow.safariIos':
    'Tippen Sie auf das Zeichen links neben der Adresse („aA“ oder zwei Striche), dann auf „Website-Einstellungen“, und stellen Sie Kamera und Mikrofon auf „Erlauben“.',
  'allow.chromeAndroid':
    'Tippen Sie auf das Zeichen links neben der Adresse, dann auf „Berechtigungen“, und schalten Sie Kamera und Mikrofon ein.',
  'allow.chrome':
    'Klicken Sie oben auf das Zeichen links neben der Adresse, und schalten Sie Kamera und Mikrofon ein. Wählen Sie dann „Noch einmal versuchen“.',
  'allow.firefox':
    'Klicken Sie oben links neben der Adresse auf die durchgestrichene Kamera, entfernen Sie die Sperren mit dem ×, und wählen Sie dann „Noch einmal versuchen“.',
  'allow.safari':
    'Wählen Sie im Menü „Safari“ den Punkt „Einstellungen für diese Website“, und stellen Sie Kamera und Mikrofon auf „Erlauben“.',
  'allow.other':
    'Erlauben Sie Kamera und Mikrofon für diese Seite in den Einstellungen Ihres Browsers. Wählen Sie dann „Noch einmal versuchen“.',
}
