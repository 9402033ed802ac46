import type { WordList } from './rules-words.ts';

export const FR: WordList = {
  numbers: ['zéro', 'un | une', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix'],
  units: 'étoile | étoiles | point | points | pts',
  outOf: 'sur | de',
  topFirst: '',
  framing: `je vous donnerais | je dis | on va dire | un | une | le | la | je dirais | je dirai | je dirais un | je mets | je mettrais | je mettrai | je donne | je vous donne |
    je donnerais | je vous mets | ma note | ma note est | note | moi je dis | je dis | pour moi | de ma part | cest | cest un |
    cétait un | ce sera | disons | je voulais dire | réponse | ma réponse`,
  polite: `merci | merci beaucoup | merci bien | svp | stp | sil vous plaît | sil te plaît | bonjour | bonsoir | salut | désolé | désolée |
    pardon | ok | daccord | cordialement | bonne journée | bonne soirée | à vous | parfait | bien | très bien | madame | monsieur | oups`,
  opens: `dommage | malgré | malheureusement | hélas | au top | aucun | sav | toujours | car | parce que | parce quil | puisque | mais | encore | personne | jamais | rien | aucun | aucune | très | trop | le |
    la | les | il | elle | je | jai | jattends | cest | cétait | on | vous | ne | pas | merci | et | ça | mon | ma | pourquoi | comme |
    rappelez | appelez`,
  puns: '',
  judging: `au top | top | nul | nulle | nuls | mauvais | mauvaise | bon | bonne | bien | excellent | excellente | parfait | super | génial | terrible |
    horrible | catastrophique | catastrophe | lamentable | déçu | déçue | décevant | content | contente | satisfait | satisfaite |
    sympa | aimable | rapide | lent | service | accueil | honteux | honte | inadmissible | incompétent | incompétents | moyen |
    scandaleux | agréable`,
  before: 'à | vers | depuis | jusquà | commande | numéro | n | chambre | étage | après | avant | le | du',
  stop: `ne plus menvoyer | ne plus envoyer | ne veux plus recevoir | ne souhaite plus recevoir | cesser de menvoyer | =stop | =arrêt | =arret | =arrêter | =arrêtez | =fin | =désabonner | =désinscription | =désinscrire | =me désabonner | =annuler |
    =stop sms | =ça suffit | =résilier | ne mécrivez plus | ne mécris plus | ne menvoyez plus | nenvoyez plus | ne me contactez plus |
    ne me contacter plus | ne plus mécrire | ne plus me contacter | ne plus recevoir | arrêtez de menvoyer | arrêtez de mécrire |
    arrêtez vos messages | arrêtez vos sms | arrêtez les sms | arrêtez les messages | arrête de menvoyer | arrête de mécrire |
    plus de sms | plus de messages | plus aucun message | plus aucun sms | désabonnez moi | désinscrivez moi | retirez moi |
    supprimez mon numéro | laissez moi tranquille | fichez moi la paix`,
  start: '=début | =commencer | =démarrer | =reprendre',
  help: '=aide | =info | =infos | =aidez moi',
  call: `=rappel | rappelez moi | rappelle moi | appelez moi | appelle moi | me rappeler | mappeler | me rappelle | mappelle | quon me rappelle |
    me téléphoner | téléphonez moi | parler à un | parler à une | parler à quelquun | parler avec un | parler avec quelquun |
    parler à votre | parler au | être rappelé | être rappelée | être recontacté | être recontactée | recontactez moi | contactez moi`,
  notCall: 'ne | pas | plus | jamais | personne | sans | deviez | devait | devaient | avait dit | ont dit | promis | aucun | nul',
  noCall: `pas dappel | pas besoin dappeler | pas besoin dêtre | pas besoin de mappeler | pas la peine | nappelez pas | ne mappelez pas |
    ne mappelez plus | ne pas appeler | ne me rappelez pas | ne rappelez pas | inutile dappeler | inutile de | pas nécessaire |
    aucun appel | arrêtez de mappeler | non merci | sans appel`,
  wrongPerson: `=cest qui | =qui est ce | =qui êtes vous | =qui es tu | =tes qui | =vous êtes qui | =qui cest | =cest qui ça | =mauvais numéro |
    =faux numéro | mauvais numéro désolé | trompé de numéro | trompée de numéro | trompez de numéro | erreur de numéro | =erreur |
    mauvaise personne | mauvais destinataire | je ne vous connais pas | je ne suis pas client | je ne suis pas cliente`,
  auto: `réponse automatique | message automatique | absent jusquau | absente jusquau | absent du bureau | absente du bureau | en congé |
    en congés | en vacances jusquau | merci pour votre message | je suis actuellement absent | je suis actuellement absente |
    nos horaires`,
  busy: 'je conduis | au volant | en réunion | je ne peux pas parler | je te rappelle | je vous rappelle plus tard',
  yes: 'oui | ouais | ouai | si | tout à fait | exact | exactement | absolument | effectivement | bien sûr',
  no: 'non | nan | pas du tout | jamais | aucunement | du tout',
  not: 'ne | pas | plus | jamais | rien | sans | si | quand | ni | toujours pas | nest',
  fixed: `réglé | réglée | résolu | résolue | marche | marchent | fonctionne | fonctionnent | réparé | réparée | cest bon | tout est bon |
    tout va bien | cest fait | plus de problème | plus aucun problème | aucun problème | pas de problème | ça y est |
    rentré dans lordre | bien reçu | reçu | nickel | impeccable | cest ok | tout est ok`,
  broken: `toujours pas | toujours le même | toujours en panne | toujours rien | toujours cassé | encore en panne | pas encore |
    ne marche pas | marche pas | ne fonctionne pas | fonctionne pas | même problème | pareil | pire | cassé | en panne |
    rien na changé | rien de changé | rien reçu | jattends toujours | jattends encore | pas réglé | pas résolu | ça recommence |
    encore le même`,
  partly: `presque | en partie | partiellement | à moitié | pas tout à fait | pas complètement | pas entièrement | oui et non | plus ou moins |
    pas vraiment tout | pas exactement | à peu près`,
  times: `lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche | demain | après demain | aujourdhui | ce soir | matin |
    après midi | midi | soir | plus tard | semaine prochaine | cette semaine | week end | tout à lheure | heures | heure`,
  tomorrow: 'demain',
  clock: 'à | vers | après | dès | à partir de | h | heures | heure | aujourdhui | plutôt',
  pm: 'après midi | de laprès midi | cet après midi | soir | ce soir | du soir',
};
