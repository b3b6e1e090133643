/** What a guest reads before and after their visit. */
export const visit = {
  'visit.title': 'Your visit',
  'visit.titleWith': 'Your visit with {host}',
  'visit.opening': 'Opening your visit…',
  'visit.call': 'Call {centre}: {phone}',
  'visit.callPlain': 'Please call {centre}.',
  'visit.calendar': 'Save in your calendar',
  'visit.calendarFailed': 'This did not work. Please try again.',
  'visit.tryAgain': 'Try again',

  'page.skip': 'Skip to the page',
  'language.choose': 'Language',

  'when.inZone': '{day}, {time} {zone}',
  'when.plain': '{day}, {time}',
  'when.relative': '{when}, {relative}',
  'when.yourTime': 'When it begins, the clock of your device says {time}.',

  'noLink.title': 'Please open your link again',
  'noLink.text':
    'This page opens with the link that your clinic sent you. Find the message from your clinic, and tap the link in it.',
  'unreachable.title': 'We cannot reach your clinic’s service',
  'unreachable.text': 'Please check that you are connected to the internet, then try again.',

  'early.title': 'You are early',
  'early.text': 'Your visit is {when}. You can come in from {time}.',
  'early.stay':
    'You can leave this page open: it moves on by itself. Or come back later with the same link.',
  'locked.title': 'This link is locked',
  'locked.text':
    'A wrong code was entered five times, so we locked the link to protect you. Your clinic can give you a new one.',
  'over.title': 'This link has ended',
  'over.text':
    'The visit is over, or your clinic has changed it. If you think that this is a mistake, call your clinic.',

  'code.title': 'Enter your code',
  'code.text':
    '{centre} gave you a code with 6 digits. It came another way than the link, for example by text message or on paper.',
  'code.label': 'Code with 6 digits',
  'code.go': 'Continue',
  'code.checking': 'Checking…',
  'code.short': 'The code has 6 digits. Please look at it again.',
  'code.wrong':
    'This code does not fit the link. Please look at it again, and type it slowly. After five wrong tries the link is locked, to protect you.',
  'code.tooMany': 'Too many tries in a short time. Please wait 15 minutes, or call your clinic.',
  'code.none': 'You have no code?',

  'join.notNow':
    'You cannot come in just now. Please wait a little and reload the page, or call your clinic.',

  'browser.title': 'This browser cannot make video calls',
  'browser.insecure':
    'The address of this page must begin with “https”. Please open the link from your clinic again.',
  'browser.inApp':
    'You are inside another app. Copy the link, open your usual browser, and paste the link into its address line.',
  'browser.ios': 'Please open the link in Safari.',
  'browser.android': 'Please open the link in Chrome or Firefox.',
  'browser.other': 'Please open the link in Chrome, Edge, Firefox or Safari.',
  'browser.copy': 'Copy the link',
  'browser.copied': 'Copied. Now open the other browser, and paste it.',
  'browser.copyFailed': 'It could not be copied. Please open the message from your clinic again.',

  'ended.title': 'Your visit has ended',
  'ended.text': 'Thank you for being there. You can close this page.',
  'ended.mistake': 'Did it end too early? Call {centre}, and we go on.',
  'left.title': 'You have left the visit',
  'left.text': 'If you left by mistake, you can come back as long as the visit goes on.',
  'left.back': 'Come back in',
  'refused.title': 'You were not let in',
  'refused.text':
    '{host} could not let you in now. If you think that this is a mistake, try again in a few minutes, or call.',
  'removed.title': 'You were taken out of the visit',
  'removed.text': 'If you think that this is a mistake, please call.',
  'moved.title': 'Your visit goes on elsewhere',
  'moved.text':
    'You opened the visit on another device or in another window. It can be open in one place only.',
  'moved.here': 'Go on here instead',
  'moved.hereLink': 'To go on here instead, open the link from your clinic again.',
  'revoked.title': 'This link has ended',
  'revoked.text': 'Your clinic has ended it. If you still have an appointment, please call.',
  'failed.title': 'We could not reach the visit',
  'failed.text': 'Please check that you are connected to the internet, then try again.',
  'forget.question': 'Is this not your own device?',
  'forget.do': 'Forget the visit here',
  'forget.done': 'This device has forgotten the visit. You can close this page.',
} as const
