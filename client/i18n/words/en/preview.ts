/** Camera, microphone and speaker: before the call, and in it. */
export const preview = {
  'preview.you': 'You',
  'preview.picture': 'Your own picture',
  'preview.go': 'Go to the waiting room',
  'preview.goStaff': 'Join the consult',
  'preview.going': 'One moment…',
  'preview.phone': 'If it does not work, {host} calls you on the number ending in {ending}.',
  'preview.private': 'Nothing is recorded. {host} decides who comes in.',
  'preview.wrong': 'Something is wrong? Let us look',
  'preview.starting':
    'Your browser may now ask for your camera and microphone. Please choose “Allow”.',

  'check.both': 'Your camera and microphone work',
  'check.seen': 'Your camera works',
  'check.heard': 'Your microphone works',
  'check.speak': 'Say something, so that we can hear you',
  'check.cameraOff': 'Your camera is off: the others cannot see you',
  'check.microphoneOff': 'Your microphone is off: the others cannot hear you',

  'microphone.on': 'Microphone on',
  'microphone.off': 'Microphone off',
  'microphone.name': 'Microphone',
  'camera.on': 'Camera on',
  'camera.off': 'Camera off',
  'camera.name': 'Camera',
  'speaker.name': 'Speaker',
  'speaker.system': 'As your device is set',
  'speaker.test': 'Play a sound',
  'speaker.testHint':
    'You should hear two notes. If not, turn up the volume or choose another speaker.',
  'device.unnamed': 'Device {number}',
  'device.none': 'None',
  'device.choose': 'Camera, microphone and speaker',

  'trouble.refusedBoth': 'This page is not allowed to use your camera and microphone.',
  'trouble.refused.camera': 'This page is not allowed to use your camera.',
  'trouble.refused.microphone': 'This page is not allowed to use your microphone.',
  'trouble.missing.camera':
    'We found no camera. You can come in without one: you see the others, and they hear you.',
  'trouble.missing.microphone':
    'We found no microphone. You can come in without one: you hear the others, and they see you. To speak, connect a headset or use a phone.',
  'trouble.busy.camera':
    'Another program is using your camera. Close that program (for example another video call), then try again.',
  'trouble.busy.microphone':
    'Another program is using your microphone. Close that program (for example another video call), then try again.',
  'trouble.failed.camera':
    'Your camera does not start. Unplug it and plug it in again, or choose another.',
  'trouble.failed.microphone':
    'Your microphone does not start. Unplug it and plug it in again, or choose another.',
  'trouble.without': 'You can also go on without.',
  'trouble.again': 'Try again',

  'allow.safariIos':
    'Tap the sign left of the address (“aA” or two lines), then “Website Settings”, and set camera and microphone to “Allow”.',
  'allow.chromeAndroid':
    'Tap the sign left of the address, then “Permissions”, and switch camera and microphone on.',
  'allow.chrome':
    'Click the sign left of the address at the top, and switch camera and microphone on. Then choose “Try again”.',
  'allow.firefox':
    'Click the crossed-out camera left of the address at the top, take the blocks away with the ×, then choose “Try again”.',
  'allow.safari':
    'In the menu “Safari”, choose “Settings for this website”, and set camera and microphone to “Allow”.',
  'allow.other':
    'Look in your browser’s settings for this page, and allow camera and microphone. Then choose “Try again”.',
} as const
