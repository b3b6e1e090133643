import type { visit as english } from '../en/visit.ts'
import type { WordsOf } from '../../Words.ts'

export const visit: WordsOf<typeof english> = {
  'visit.title': 'Votre rendez-vous',
  'visit.titleWith': 'Votre rendez-vous avec {host}',
  'visit.opening': 'Ouverture de votre rendez-vous…',
  'visit.call': 'Appeler {centre} : {phone}',
  'visit.callPlain': 'Veuillez appeler {centre}.',
  'visit.calendar': 'Enregistrer dans votre agenda',
  'visit.calendarFailed': 'Cela n’a pas fonctionné. Veuillez réessayer.',
  'visit.tryAgain': 'Réessayer',

  'page.skip': 'Aller au contenu',
  'language.choose': 'Langue',

  'when.inZone': '{day} à {time}, {zone}',
  'when.plain': '{day} à {time}',
  'when.relative': '{when}, {relative}',
  'when.yourTime': 'À ce moment-là, l’horloge de votre appareil indiquera {time}.',

  'noLink.title': 'Veuillez ouvrir à nouveau votre lien',
  'noLink.text':
    'Cette page s’ouvre avec le lien que votre clinique vous a envoyé. Retrouvez le message de votre clinique et touchez le lien.',
  'unreachable.title': 'Le service de votre clinique est injoignable',
  'unreachable.text': 'Vérifiez que vous êtes connecté à internet, puis réessayez.',

  'early.title': 'Vous êtes en avance',
  'early.text': 'Votre rendez-vous est prévu {when}. Vous pourrez entrer à partir de {time}.',
  'early.stay':
    'Vous pouvez laisser cette page ouverte : elle avancera toute seule. Ou revenez plus tard avec le même lien.',
  'locked.title': 'Ce lien est bloqué',
  'locked.text':
    'Un code erroné a été saisi cinq fois. Pour vous protéger, nous avons bloqué le lien. Votre clinique peut vous en donner un nouveau.',
  'over.title': 'Ce lien n’est plus valable',
  'over.text':
    'Le rendez-vous est terminé, ou votre clinique l’a modifié. Si vous pensez qu’il s’agit d’une erreur, appelez votre clinique.',

  'code.title': 'Entrez votre code',
  'code.text':
    '{centre} vous a donné un code à 6 chiffres. Il vous est parvenu par un autre moyen que le lien, par exemple par SMS ou sur papier.',
  'code.label': 'Code à 6 chiffres',
  'code.go': 'Continuer',
  'code.checking': 'Vérification…',
  'code.short': 'Le code comporte 6 chiffres. Veuillez le regarder à nouveau.',
  'code.wrong':
    'Ce code ne correspond pas au lien. Regardez-le à nouveau et tapez-le lentement. Après cinq essais erronés, le lien est bloqué pour vous protéger.',
  'code.tooMany': 'Trop d’essais en peu de temps. Patientez 15 minutes, ou appelez votre clinique.',
  'code.none': 'Vous n’avez pas de code ?',

  'join.notNow':
    'Vous ne pouvez pas entrer pour le moment. Patientez un peu et rechargez la page, ou appelez votre clinique.',

  'browser.title': 'Ce navigateur ne permet pas les appels vidéo',
  'browser.insecure':
    'L’adresse de cette page doit commencer par « https ». Ouvrez à nouveau le lien de votre clinique.',
  'browser.inApp':
    'Vous êtes dans une autre application. Copiez le lien, ouvrez votre navigateur habituel et collez le lien dans la barre d’adresse.',
  'browser.ios': 'Veuillez ouvrir le lien dans Safari.',
  'browser.android': 'Veuillez ouvrir le lien dans Chrome ou Firefox.',
  'browser.other': 'Veuillez ouvrir le lien dans Chrome, Edge, Firefox ou Safari.',
  'browser.copy': 'Copier le lien',
  'browser.copied': 'Copié. Ouvrez maintenant l’autre navigateur et collez le lien.',
  'browser.copyFailed': 'La copie n’a pas réussi. Ouvrez à nouveau le message de votre clinique.',

  'ended.title': 'Votre rendez-vous est terminé',
  'ended.text': 'Merci d’avoir été là. Vous pouvez fermer cette page.',
  'ended.mistake': 'C’est trop tôt ? Appelez {centre}, et nous continuerons.',
  'left.title': 'Vous avez quitté le rendez-vous',
  'left.text': 'Si c’était par erreur, vous pouvez revenir tant que le rendez-vous dure.',
  'left.back': 'Revenir',
  'refused.title': 'On ne vous a pas fait entrer',
  'refused.text':
    '{host} n’a pas pu vous faire entrer pour le moment. Si vous pensez qu’il s’agit d’une erreur, réessayez dans quelques minutes ou appelez.',
  'removed.title': 'Vous avez été retiré du rendez-vous',
  'removed.text': 'Si vous pensez qu’il s’agit d’une erreur, veuillez appeler.',
  'moved.title': 'Votre rendez-vous continue ailleurs',
  'moved.text':
    'Vous avez ouvert le rendez-vous sur un autre appareil ou dans une autre fenêtre. Il ne peut être ouvert qu’à un seul endroit.',
  'moved.here': 'Continuer ici',
  'moved.hereLink': 'Pour continuer ici, ouvrez à nouveau le lien de votre clinique.',
  'revoked.title': 'Ce lien n’est plus valable',
  'revoked.text':
    'Votre clinique y a mis fin. Si vous avez toujours un rendez-vous, veuillez appeler.',
  'failed.title': 'Nous n’avons pas pu joindre le rendez-vous',
  'failed.text': 'Vérifiez que vous êtes connecté à internet, puis réessayez.',
  'forget.question': 'Cet appareil n’est pas le vôtre ?',
  'forget.do': 'Oublier le rendez-vous ici',
  'forget.done': 'Cet appareil a oublié le rendez-vous. Vous pouvez fermer cette page.',
}
