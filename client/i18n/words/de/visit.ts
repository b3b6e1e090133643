import type { visit as english } from '../en/visit.ts'
import type { WordsOf } from '../../Words.ts'

export const visit: WordsOf<typeof english> = {
  'visit.title': 'Ihr Termin',
  'visit.titleWith': 'Ihr Termin mit {host}',
  'visit.opening': 'Ihr Termin wird geöffnet …',
  'visit.call': '{centre} anrufen: {phone}',
  'visit.callPlain': 'Bitte rufen Sie an: {centre}.',
  'visit.calendar': 'Im Kalender speichern',
  'visit.calendarFailed': 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
  'visit.tryAgain': 'Noch einmal versuchen',

  'page.skip': 'Direkt zum Inhalt',
  'language.choose': 'Sprache',

  'when.inZone': '{day}, {time} Uhr {zone}',
  'when.plain': '{day}, {time} Uhr',
  'when.relative': '{when}, {relative}',
  'when.yourTime': 'Wenn er beginnt, zeigt die Uhr Ihres Geräts {time}.',

  'noLink.title': 'Bitte öffnen Sie Ihren Link noch einmal',
  'noLink.text':
    'Diese Seite öffnet sich mit dem Link, den Ihre Klinik Ihnen geschickt hat. Suchen Sie die Nachricht Ihrer Klinik, und tippen Sie dort auf den Link.',
  'unreachable.title': 'Wir erreichen den Dienst Ihrer Klinik nicht',
  'unreachable.text':
    'Bitte prüfen Sie, ob Sie mit dem Internet verbunden sind, und versuchen Sie es noch einmal.',

  'early.title': 'Sie sind früh da',
  'early.text': 'Ihr Termin ist {when}. Ab {time} Uhr können Sie hereinkommen.',
  'early.stay':
    'Sie können diese Seite offen lassen: Sie geht von selbst weiter. Oder kommen Sie später mit demselben Link wieder.',
  'locked.title': 'Dieser Link ist gesperrt',
  'locked.text':
    'Der Code wurde fünfmal falsch eingegeben. Zu Ihrem Schutz ist der Link jetzt gesperrt. Ihre Klinik kann Ihnen einen neuen geben.',
  'over.title': 'Dieser Link gilt nicht mehr',
  'over.text':
    'Der Termin ist vorbei, oder Ihre Klinik hat ihn geändert. Wenn das ein Irrtum ist, rufen Sie bitte Ihre Klinik an.',

  'code.title': 'Geben Sie Ihren Code ein',
  'code.text':
    'Von {centre} haben Sie einen Code mit 6 Ziffern bekommen. Er kam auf einem anderen Weg als der Link, zum Beispiel als SMS oder auf Papier.',
  'code.label': 'Code mit 6 Ziffern',
  'code.go': 'Weiter',
  'code.checking': 'Wird geprüft …',
  'code.short': 'Der Code hat 6 Ziffern. Bitte sehen Sie noch einmal nach.',
  'code.wrong':
    'Dieser Code passt nicht zum Link. Bitte sehen Sie noch einmal nach, und tippen Sie langsam. Nach fünf falschen Versuchen wird der Link zu Ihrem Schutz gesperrt.',
  'code.tooMany':
    'Zu viele Versuche in kurzer Zeit. Bitte warten Sie 15 Minuten, oder rufen Sie Ihre Klinik an.',
  'code.none': 'Sie haben keinen Code?',

  'join.notNow':
    'Sie können gerade nicht hereinkommen. Bitte warten Sie ein wenig und laden Sie die Seite neu, oder rufen Sie Ihre Klinik an.',

  'browser.title': 'Mit diesem Browser sind keine Videogespräche möglich',
  'browser.insecure':
    'Die Adresse dieser Seite muss mit „https“ beginnen. Bitte öffnen Sie den Link Ihrer Klinik noch einmal.',
  'browser.inApp':
    'Sie sind in einer anderen App. Kopieren Sie den Link, öffnen Sie Ihren gewohnten Browser, und fügen Sie ihn in die Adresszeile ein.',
  'browser.ios': 'Bitte öffnen Sie den Link in Safari.',
  'browser.android': 'Bitte öffnen Sie den Link in Chrome oder Firefox.',
  'browser.other': 'Bitte öffnen Sie den Link in Chrome, Edge, Firefox oder Safari.',
  'browser.copy': 'Link kopieren',
  'browser.copied': 'Kopiert. Öffnen Sie jetzt den anderen Browser, und fügen Sie den Link ein.',
  'browser.copyFailed':
    'Das Kopieren ging nicht. Bitte öffnen Sie die Nachricht Ihrer Klinik noch einmal.',

  'ended.title': 'Ihr Termin ist zu Ende',
  'ended.text': 'Danke, dass Sie da waren. Sie können diese Seite schließen.',
  'ended.mistake': 'War das zu früh? Rufen Sie an, dann machen wir weiter: {centre}.',
  'left.title': 'Sie haben den Termin verlassen',
  'left.text': 'Wenn das ein Versehen war, können Sie zurückkommen, solange der Termin noch läuft.',
  'left.back': 'Wieder hereinkommen',
  'refused.title': 'Sie wurden nicht hereingelassen',
  'refused.text':
    '{host} konnte Sie jetzt nicht hereinlassen. Wenn das ein Irrtum ist, versuchen Sie es in ein paar Minuten noch einmal, oder rufen Sie an.',
  'removed.title': 'Sie wurden aus dem Termin genommen',
  'removed.text': 'Wenn das ein Irrtum ist, rufen Sie bitte an.',
  'moved.title': 'Ihr Termin geht woanders weiter',
  'moved.text':
    'Sie haben den Termin auf einem anderen Gerät oder in einem anderen Fenster geöffnet. Er kann nur an einer Stelle offen sein.',
  'moved.here': 'Hier weitermachen',
  'moved.hereLink': 'Um hier weiterzumachen, öffnen Sie bitte noch einmal den Link Ihrer Klinik.',
  'revoked.title': 'Dieser Link gilt nicht mehr',
  'revoked.text':
    'Ihre Klinik hat ihn beendet. Wenn Sie noch einen Termin haben, rufen Sie bitte an.',
  'failed.title': 'Wir konnten den Termin nicht erreichen',
  'failed.text':
    'Bitte prüfen Sie, ob Sie mit dem Internet verbunden sind, und versuchen Sie es noch einmal.',
  'forget.question': 'Ist das nicht Ihr eigenes Gerät?',
  'forget.do': 'Den Termin hier vergessen',
  'forget.done': 'Dieses Gerät hat den Termin vergessen. Sie können diese Seite schließen.',
}
