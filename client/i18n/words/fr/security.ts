import type { security as english } from '../en/security.ts'
import type { WordsOf } from '../../Words.ts'

export const security: WordsOf<typeof english> = {
  'security.opening': 'Nous protégeons la connexion…',
  'security.encrypted': 'Chiffré',
  'security.verified': 'Chiffré et vérifié',
  'security.stopped': 'Non protégé : rien n’est envoyé',
  'security.open': '{state}. Voir ce que cela veut dire',

  'security.title': 'Qui peut voir et entendre',
  'security.encryptedText':
    'Seules les personnes de cette liste peuvent se voir et s’entendre. Le service qui transporte l’image et le son ne le peut pas.',
  'security.verifiedText':
    'Vous savez que personne n’est entre vous : les personnes de cette liste ont été vérifiées.',
  'security.openingText':
    'Personne ne peut encore vous voir ni vous entendre. Cela prend un instant.',
  'security.aloneText': 'Personne ne peut vous voir ni vous entendre avant l’arrivée de l’hôte.',
  'security.people': 'Qui a les clés',
  'security.checked': 'vérifié',
  'security.unchecked': 'pas encore vérifié',

  'security.code': 'Code de sécurité',
  'security.compare':
    'Pour être sûrs que personne n’est entre vous, lisez-vous ces 20 chiffres. Tout le monde doit voir les mêmes.',
  'security.computing': 'Calcul du code de sécurité…',
  'security.qr': 'Le code de sécurité en image',
  'security.same': 'Les chiffres sont les mêmes',
  'security.differ': 'Ils sont différents',
  'security.changed':
    'Quelqu’un est arrivé ou parti entre-temps : il y a de nouveaux chiffres pour tous.',
  'security.renew': 'Voir les nouveaux chiffres',
  'security.done': 'Vérifié. Cela vaut jusqu’à l’arrivée de quelqu’un d’autre.',

  'security.why.differ':
    'Les codes de sécurité sont différents : quelqu’un est peut-être entre vous. Votre image et votre son sont coupés. Quittez la visite et appelez-vous par téléphone.',
  'security.why.secret':
    'Le lien que vous avez ouvert et celui de l’hôte ne sont pas les mêmes : personne ne peut vous voir ni vous entendre. Ouvrez le dernier lien reçu, ou appelez votre centre de soins.',
  'security.why.leak':
    'Votre navigateur n’a pas tout chiffré comme il le devrait. Nous avons coupé l’image et le son aussitôt. Rechargez la page.',
  'security.why.mismatch':
    'Les personnes dans cette salle et celles qui ont les clés ne sont pas les mêmes. En attendant, votre image et votre son sont coupés.',
  'security.why.broken':
    'La partie de cette page qui chiffre s’est arrêtée, donc rien n’est envoyé. Rechargez la page.',
  'security.refused': 'Un message contraire aux règles de cette salle a été refusé.',
  'security.newDevice':
    '{name} utilise un appareil que cette salle ne connaît pas. Comparez le code de sécurité.',

  'admit.newDevice': '{name} ({role}) est là, sur un appareil que vous ne connaissez pas encore',
  'admit.changedDevice':
    '{name} ({role}) est là, sur un autre appareil qu’avant. En cas de doute, demandez par téléphone.',

  'admit.secret.without':
    'Cette personne est venue sans le secret de son lien. Demandez-lui une chose qu’elle seule sait, ou comparez le code de sécurité.',
  'admit.secret.shut':
    'Ce navigateur n’a pas le secret de son lien et ne peut pas la faire entrer. Utilisez le navigateur où le lien a été créé, ou créez et envoyez un nouveau lien.',

  'browser.unprotected':
    'Ce navigateur est trop ancien pour protéger votre visite. Mettez-le à jour, ou ouvrez le lien dans Chrome, Edge, Firefox ou Safari récent.',
}
