/** Whether anybody else could see or hear it. "Encrypted" and "verified" are two different things, and named so. */
export const security = {
  'security.opening': 'Protecting the connection…',
  'security.encrypted': 'Encrypted',
  'security.verified': 'Encrypted and verified',
  'security.stopped': 'Not protected: nothing is sent',
  'security.open': '{state}. Show what that means',

  'security.title': 'Who can see and hear this',
  'security.encryptedText':
    'Only the people listed here can see and hear each other. The service that carries picture and sound cannot.',
  'security.verifiedText':
    'You know that nobody sits in between: the people listed here were checked.',
  'security.openingText': 'Nobody can see or hear you yet. This takes a moment.',
  'security.aloneText': 'Nobody can see or hear you until the host is here.',
  'security.people': 'Who holds the keys',
  'security.checked': 'checked',
  'security.unchecked': 'not checked yet',

  'security.code': 'Safety code',
  'security.compare':
    'To be sure that nobody sits in between, read these 20 digits to each other. All of you must see the same.',
  'security.computing': 'Making the safety code…',
  'security.qr': 'The safety code as a picture',
  'security.same': 'The digits are the same',
  'security.differ': 'They are different',
  'security.changed': 'Somebody came in or left meanwhile, so there are new digits for all.',
  'security.renew': 'Show the new digits',
  'security.done': 'Checked. This holds until somebody new comes in.',

  'security.why.differ':
    'The safety codes are different, so somebody may sit in between. Your picture and sound are off. Leave, and call each other by phone.',
  'security.why.secret':
    'The link that you opened and the one that the host has are not the same, so nobody can see or hear you. Open the newest link that you were sent, or call your clinic.',
  'security.why.leak':
    'Your browser did not encrypt something as it should. We stopped your picture and sound at once. Please reload the page.',
  'security.why.mismatch':
    'The people in this room and the people who hold its keys are not the same. Until that is clear, your picture and sound are off.',
  'security.why.broken':
    'The part of this page that encrypts has stopped, so nothing is sent. Please reload the page.',
  'security.refused': 'A message that broke the rules of this room was refused.',
  'security.newDevice':
    '{name} is on a device that this room does not know. Compare the safety code.',

  'admit.newDevice': '{name} ({role}) is here, on a device that you have not seen before',
  'admit.changedDevice':
    '{name} ({role}) is here, on another device than before. If in doubt, ask by phone.',

  'admit.secret.without':
    'They came without the secret of their link. Ask something that only they know, or compare the safety code.',
  'admit.secret.shut':
    'This browser was not given the secret of their link, so it cannot let them in. Let them in from the browser where the link was made, or make a new link and send it.',

  'browser.unprotected':
    'This browser is too old to protect your visit. Please update it, or open the link in a current Chrome, Edge, Firefox or Safari.',
} as const
