import type { WordList } from './rules-words.ts';

export const IT: WordList = {
  numbers: ['zero', 'uno | una | un', 'due', 'tre', 'quattro', 'cinque', 'sei', 'sette', 'otto', 'nove', 'dieci'],
  units: 'stella | stelle | stelline | punto | punti',
  outOf: 'su | di',
  topFirst: '',
  framing: `vi darei | darei | vi metto | un | una | il | la | do | do un | vi do | vi do un | direi | io direi | direi un | direi che | direi 3 | dirò | il mio voto è |
    il mio voto | voto | punteggio | valutazione | la mia valutazione | è un | era un | sarebbe | volevo dire | intendevo | per me |
    da parte mia | io | metto | metto un | risposta`,
  polite: `per favore | per piacere | grazie | grazie mille | molte grazie | ciao | salve | buongiorno | buonasera | buon giorno | scusate |
    scusi | scusa | ok | va bene | daccordo | cordiali saluti | saluti | perfetto | bene | benissimo | gentilmente | prego`,
  opens: `peccato | purtroppo | anche se | perché | perche | xché | xke | ma | però | ancora | siccome | visto che | nessuno | mai | niente | nulla | non | molto | troppo |
    il | la | lo | i | gli | le | è | era | mi | sto | sono | ho | io | voi | grazie | e | tutto | vi | vorrei | voglio | sempre | da |
    richiamatemi | chiamatemi`,
  puns: '',
  judging: `pessimo | pessima | pessimi | brutto | male | malissimo | buono | buona | bravo | brava | bravi | ottimo | ottima | eccellente |
    perfetto | terribile | orribile | vergogna | vergognoso | scandaloso | disastro | lento | lenti | veloce | veloci | gentile |
    gentili | gentilissimi | gentilissima | servizio | assistenza | soddisfatto | soddisfatta | insoddisfatto | deluso | delusa |
    scarso | scadente | incompetenti | schifo | cortese | cortesi | disponibile`,
  before: `alle | dalle | dal | fino | ordine | lordine | numero | n | camera | stanza | piano | dopo le | prima delle | verso le | dopo
`,
  stop: `non voglio ricevere | non inviatemi più | =stop | =basta | =fine | =cancella | =cancellami | =annulla | =disiscrivi | =disiscrivimi | =esci | =stop sms | =disdici |
    =fermatevi | basta messaggi | basta sms | basta con i messaggi | basta con gli sms | non scrivetemi | non scrivermi |
    non mi scrivete | non mi scriva | non mandatemi | non mandarmi | non inviatemi | non mi mandate | non mi inviate |
    non contattatemi | non mi contattate | smettetela di scrivermi | smettete di scrivermi | smettetela di mandarmi |
    smettete di mandarmi | smettete di inviarmi | smetti di scrivermi | non voglio più messaggi | non voglio più ricevere |
    non voglio ricevere | cancellatemi | rimuovetemi | toglietemi | cancellate il mio numero | lasciatemi in pace`,
  start: '=inizia | =inizio | =riprendi | =attiva',
  help: '=aiuto | =info | =aiutatemi',
  call: `chiamatemi | chiamami | mi chiami | mi chiamate | richiamatemi | richiamami | mi richiami | mi richiamate | chiamarmi |
    richiamarmi | telefonatemi | essere richiamato | essere richiamata | essere contattato | essere contattata | parlare con un |
    parlare con una | parlare con qualcuno | parlare con il | parlare con la | parlare con lo | parlare con voi | contattatemi`,
  notCall: 'non | mai | nessuno | senza | dovevate | doveva | dovevano | detto che | promesso | né',
  noCall: `non chiamate | non chiamatemi | non chiamare | non chiamarmi | non mi chiamate | non mi chiami | non richiamate |
    non serve chiamare | non serve che | non cè bisogno | non serve | non occorre | nessuna chiamata | niente chiamata |
    niente telefonata | niente chiamate | senza chiamata | smettetela di chiamarmi | smettete di chiamarmi | no grazie |
    non è necessario | non voglio essere chiamato | non voglio essere chiamata`,
  wrongPerson: `=chi sei | =chi è | =chi siete | =chi parla | =con chi parlo | =chi cavolo sei | =ma chi sei | =ma chi è | =ma chi siete |
    numero sbagliato | sbagliato numero | persona sbagliata | =sbagliato | non sono cliente | non sono un cliente |
    non sono un vostro cliente | non vi conosco | non so chi siete | non so chi sei`,
  auto: `risposta automatica | messaggio automatico | fuori ufficio | sono in ferie | in ferie fino | sono assente | assente fino |
    grazie per il messaggio | grazie per averci contattato | orari di apertura | risponderemo al più presto`,
  busy: 'sto guidando | sono alla guida | in riunione | non posso parlare | ti richiamo',
  yes: 'sì | si | certo | esatto | esattamente | assolutamente sì | già | sisi',
  no: 'no | per niente | per nulla | affatto | mai | macché | nono',
  not: 'non | mai | nulla | niente | senza | né | se | quando | neanche',
  fixed: `funziona | funzionano | funzionante | risolto | risolta | risolti | riparato | riparata | sistemato | sistemata | tutto ok |
    tutto bene | tutto a posto | a posto | va bene | nessun problema | senza problemi | è arrivato | arrivato | ricevuto | ora va |
    adesso va | fatto | perfetto`,
  broken: `ancora rotto | ancora rotta | rotto | rotta | ancora no | non ancora | ancora niente | ancora nulla | ancora guasto | non funziona |
    non va | stesso problema | come prima | uguale | peggio | guasto | niente è cambiato | non è cambiato niente |
    sto ancora aspettando | sempre uguale | sempre lo stesso | ancora in attesa | ancora fermo`,
  partly: `quasi | in parte | parzialmente | a metà | più o meno | non del tutto | non completamente | sì e no | non proprio | non tutto |
    abbastanza`,
  times: `lunedì | martedì | mercoledì | giovedì | venerdì | sabato | domenica | domani | dopodomani | oggi | stasera | mattina | mattino |
    pomeriggio | sera | mezzogiorno | più tardi | settimana prossima | prossima settimana | questa settimana | fine settimana | alle |
    dopo le | prima delle`,
  tomorrow: 'domani',
  clock: 'alle | dalle | dopo le | verso le | ore | h | oggi | meglio',
  pm: 'pomeriggio | di pomeriggio | del pomeriggio | di sera',
};
