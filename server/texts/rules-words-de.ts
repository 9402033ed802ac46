import type { WordList } from './rules-words.ts';

export const DE: WordList = {
  numbers: ['null', 'eins | eine eins | einen', 'zwei | zwo', 'drei', 'vier', 'fünf | fuenf', 'sechs', 'sieben', 'acht', 'neun', 'zehn'],
  units: 'stern | sterne | sternchen | punkt | punkte | sternen | punkten',
  outOf: 'von | aus',
  topFirst: '',
  framing: `ihnen | euch | ich gebe ihnen | ich gebe euch | eine | ein | einen | ne | n | ich gebe | geb | gebe | ich geb | ich würde sagen | würde sagen | würd sagen | ich würde geben |
    ich würde | ich sage | sage | sag | meine note | note | meine bewertung | bewertung | meine antwort | das ist | das war | es war |
    war | ich | von mir | für mich | glatte | klare | sorry | meinte | ich meinte | ich meine | eher | also | na ja | mal`,
  polite: `bitte | danke | vielen dank | dankeschön | danke schön | herzlichen dank | besten dank | hallo | hi | guten tag | guten morgen |
    guten abend | moin | servus | sorry | entschuldigung | ok | okay | gut | alles klar | mfg | lg | mit freundlichen grüßen |
    viele grüße | liebe grüße | gerne | gern | super | prima | passt | in ordnung | und tschüss`,
  opens: `schade | trotzdem | obwohl | immer | weil | aber | da | denn | leider | noch | keiner | niemand | nichts | nie | nicht | kein | sehr | zu | das | die |
    es | ich | sie | ihr | wir | man | mir | war | ist | danke | und | warum | mein | meine | trotz | seit | rufen | bitte | nur | hat |
    habe | hab | einfach | total | absolut | super`,
  puns: '',
  judging: `schlecht | schlechter | sehr schlecht | gut | guter | sehr gut | super | toll | prima | klasse | perfekt | freundlich |
    freundliche | unfreundlich | nett | nette | hilfreich | schnell | langsam | katastrophe | katastrophal | furchtbar | schrecklich |
    mies | mieser | service | kundenservice | beratung | frechheit | unverschämt | enttäuscht | enttäuschend | zufrieden | unzufrieden |
    kompetent | inkompetent | ausgezeichnet | hervorragend | unmöglich | unterirdisch | spitze | ok | okay | witz | saftladen`,
  before: `um | ab | nach | vor | bis | seit | gegen | am | bestellung | nummer | nr | zimmer | wohnung | stock | kundennummer | auftrag |
    ticket | rechnung`,
  stop: `=stop | =stopp | =abmelden | =abbestellen | =ende | =beenden | =austragen | =kündigen | =aufhören | =schluss | =abmeldung |
    =löschen | =abbruch | =hört auf | =hören sie auf | =stoppen | =nicht mehr | keine sms mehr | keine nachrichten mehr |
    keine nachricht mehr | keine smsen mehr | schreibt mir nicht | schreib mir nicht | schreiben sie mir nicht | nicht mehr schreiben |
    nicht mehr anschreiben | keine weiteren nachrichten | keine weiteren sms | hört auf mir zu schreiben | hört auf mir sms |
    hören sie auf mir zu schreiben | hör auf mir zu schreiben | hört auf mich anzuschreiben | hören sie auf mich anzuschreiben |
    nicht mehr kontaktieren | kontaktieren sie mich nicht | kontaktiert mich nicht | aus der liste | aus dem verteiler |
    meine nummer löschen | löschen sie meine nummer | löscht meine nummer | lasst mich in ruhe | lassen sie mich in ruhe |
    möchte keine sms | möchte keine nachrichten | will keine sms | will keine nachrichten | schickt mir keine | schicken sie mir keine`,
  start: '=anmelden | =starten | =weiter | =beginnen',
  help: '=hilfe | =info | =hilfe bitte',
  call: `=anruf | =rückruf | ruft mich bitte zurück | ruf mich bitte zurück | rufen sie mich bitte zurück | ruft mich bitte an | ruf mich bitte an | rufen sie mich an | ruft mich an | ruf mich an | rufen sie mich bitte an | ruft mich bitte an | rufen sie an | ruft an |
    rufen sie zurück | ruft zurück | mich anrufen | mich jemand anrufen | mich zurückrufen | um rückruf | bitte rückruf |
    bitte anrufen | bitte zurückrufen | rückruf erbeten | rückruf bitte | will einen rückruf | möchte einen rückruf |
    brauche einen rückruf | rufen sie mich zurück | ruft mich zurück | ruf mich zurück | mit einem vorgesetzten | mit dem vorgesetzten |
    mit jemandem sprechen | mit ihrem chef | mit einem menschen | mit dem chef | angerufen werden | zurückgerufen werden |
    mit einem mitarbeiter | mit dem teamleiter`,
  notCall: 'nicht | nie | niemand | keiner | kein | keine | ohne | sollte | sollten | wollte | wollten | versprochen | hieß',
  noCall: `kein anruf | keinen anruf | keine anrufe | nicht anrufen | nicht an | nicht mehr an | kein rückruf | keinen rückruf |
    nicht zurückrufen | muss nicht angerufen | anruf nicht nötig | rückruf nicht nötig | nicht nötig | nicht notwendig |
    brauche keinen anruf | hört auf mich anzurufen | hören sie auf mich anzurufen | nein danke | lieber nicht | nicht telefonieren`,
  wrongPerson: `=wer ist da | =wer ist das | =wer sind sie | =wer bist du | =wer seid ihr | =wer schreibt da | =wer ist dran | =wer da |
    =falsche nummer | falsche nummer erwischt | =falsch verbunden | =falsche person | nummer falsch verbunden |
    haben die falsche nummer | habt die falsche nummer | hast die falsche nummer | in der nummer geirrt | haben sich verwählt |
    =verwählt | falsche person | bin kein kunde | bin nicht kunde | kenne sie nicht | kenne euch nicht | weiß nicht wer sie sind |
    weiß nicht wer das ist`,
  auto: `automatische antwort | abwesenheitsnotiz | automatische nachricht | nicht im büro | außer haus | im urlaub bis | bin im urlaub |
    derzeit nicht erreichbar | vielen dank für ihre nachricht | danke für ihre nachricht | öffnungszeiten | melde mich zurück | abwesend`,
  busy: `am steuer | fahre gerade | ich fahre | im auto | in einer besprechung | im meeting | kann gerade nicht | melde mich später |
    rufe später zurück`,
  yes: 'ja | jo | jap | jawohl | jep | genau | stimmt | klar | jawoll | joa',
  no: 'nein | ne | nee | nö | nope | gar nicht | überhaupt nicht | auf keinen fall | keineswegs | niemals',
  not: 'nicht | nie | kein | keine | keinen | nichts | ohne | wenn | bis | ob | weder | niemand | noch nicht',
  fixed: `wieder ok | wieder okay | wieder in ordnung | wieder alles ok | geht wieder | geht jetzt | geht | funktioniert | funktionieren | läuft | erledigt | gelöst | behoben | repariert | geklärt |
    alles gut | alles ok | alles okay | alles bestens | alles in ordnung | alles klar | in ordnung | passt | wieder gut |
    keine probleme | kein problem mehr | keine probleme mehr | kein problem | wieder da | angekommen | erhalten | hat geklappt |
    klappt | fertig`,
  broken: `kaputt | immer noch | noch nicht | noch immer | geht nicht | geht immer noch | funktioniert nicht | läuft nicht | klappt nicht |
    gleiches problem | selbes problem | das gleiche | dasselbe | schlimmer | schlechter | defekt | nichts geändert | nichts passiert |
    noch nichts | warte noch | schon wieder | wieder kaputt | nach wie vor | weiterhin | unverändert | nix`,
  partly: `fast | teilweise | zum teil | halb | nicht ganz | jein | ja und nein | mehr oder weniger | so halb | beinahe | einigermaßen |
    nicht vollständig | nicht alles | teils`,
  times: `montag | dienstag | mittwoch | donnerstag | freitag | samstag | sonnabend | sonntag | morgen | übermorgen | heute | abend | abends |
    vormittag | vormittags | nachmittag | nachmittags | mittag | mittags | morgens | später | nächste woche | diese woche | wochenende |
    uhr | heute abend`,
  tomorrow: 'morgen',
  clock: 'um | ab | nach | gegen | uhr | h | heute | erst | lieber | jederzeit | wäre besser | passt',
  pm: 'nachmittag | nachmittags | am nachmittag | heute nachmittag | abends | heute abend',
};
