import type { security as english } from '../en/security.ts'
import type { WordsOf } from '../../Words.ts'

export const security: WordsOf<typeof english> = {
  'security.opening': 'Die Verbindung wird geschützt …',
  'security.encrypted': 'Verschlüsselt',
  'security.verified': 'Verschlüsselt und geprüft',
  'security.stopped': 'Nicht geschützt: nichts wird gesendet',
  'security.open': '{state}. Zeigen, was das bedeutet',

  'security.title': 'Wer dies sehen und hören kann',
  'security.encryptedText':
    'Nur die Personen in dieser Liste können einander sehen und hören. Der Dienst, der Bild und Ton weiterleitet, kann es nicht.',
  'security.verifiedText':
    'Sie wissen, dass niemand dazwischen sitzt: Die Personen in dieser Liste wurden geprüft.',
  'security.openingText': 'Noch kann niemand Sie sehen oder hören. Das dauert einen Moment.',
  'security.aloneText': 'Niemand kann Sie sehen oder hören, bis die Leitung da ist.',
  'security.people': 'Wer die Schlüssel hat',
  'security.checked': 'geprüft',
  'security.unchecked': 'noch nicht geprüft',

  'security.code': 'Sicherheitscode',
  'security.compare':
    'Um sicher zu sein, dass niemand dazwischen sitzt, lesen Sie einander diese 20 Ziffern vor. Alle müssen dieselben sehen.',
  'security.computing': 'Der Sicherheitscode wird berechnet …',
  'security.qr': 'Der Sicherheitscode als Bild',
  'security.same': 'Die Ziffern sind gleich',
  'security.differ': 'Sie sind verschieden',
  'security.changed': 'Inzwischen kam oder ging jemand, deshalb gibt es für alle neue Ziffern.',
  'security.renew': 'Neue Ziffern zeigen',
  'security.done': 'Geprüft. Das gilt, bis jemand Neues hereinkommt.',

  'security.why.differ':
    'Die Sicherheitscodes sind verschieden, also könnte jemand dazwischen sitzen. Ihr Bild und Ton sind aus. Verlassen Sie den Termin und rufen Sie einander an.',
  'security.why.secret':
    'Der Link, den Sie geöffnet haben, und der Link der Leitung sind nicht derselbe. Deshalb kann niemand Sie sehen oder hören. Öffnen Sie den neuesten Link, den Sie bekommen haben, oder rufen Sie Ihre Klinik an.',
  'security.why.leak':
    'Ihr Browser hat etwas nicht so verschlüsselt, wie er soll. Wir haben Bild und Ton sofort angehalten. Bitte laden Sie die Seite neu.',
  'security.why.mismatch':
    'Die Personen in diesem Raum und die Personen mit den Schlüsseln sind nicht dieselben. Bis das klar ist, sind Ihr Bild und Ton aus.',
  'security.why.broken':
    'Der Teil dieser Seite, der verschlüsselt, ist stehen geblieben. Deshalb wird nichts gesendet. Bitte laden Sie die Seite neu.',
  'security.refused': 'Eine Nachricht, die gegen die Regeln dieses Raums war, wurde abgewiesen.',
  'security.newDevice':
    '{name} benutzt ein Gerät, das dieser Raum nicht kennt. Vergleichen Sie den Sicherheitscode.',

  'admit.newDevice': '{name} ({role}) ist da, mit einem Gerät, das Sie noch nicht kennen',
  'admit.changedDevice':
    '{name} ({role}) ist da, mit einem anderen Gerät als zuvor. Im Zweifel fragen Sie telefonisch nach.',

  'admit.secret.without':
    'Kam ohne das Geheimnis des eigenen Links. Fragen Sie etwas, das nur diese Person weiß, oder vergleichen Sie den Sicherheitscode.',
  'admit.secret.shut':
    'Dieser Browser hat das Geheimnis des Links nicht und kann die Person deshalb nicht hereinlassen. Nehmen Sie den Browser, in dem der Link gemacht wurde, oder machen und senden Sie einen neuen Link.',

  'browser.unprotected':
    'Dieser Browser ist zu alt, um Ihren Termin zu schützen. Bitte aktualisieren Sie ihn, oder öffnen Sie den Link in einem aktuellen Chrome, Edge, Firefox oder Safari.',
}
