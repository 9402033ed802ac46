import type { WordList } from './rules-words.ts';

export const PL: WordList = {
  numbers: [
    'zero',
    'jeden | jedynka | jedna | jedynkę',
    'dwa | dwójka | dwójkę | dwie',
    'trzy | trójka | trójkę',
    'cztery | czwórka | czwórkę',
    'pięć | piątka | piątkę',
    'sześć | szóstka | szóstkę',
    'siedem | siódemka | siódemkę',
    'osiem | ósemka | ósemkę',
    'dziewięć | dziewiątka | dziewiątkę',
    'dziesięć | dziesiątka | dziesiątkę',
  ],
  units: 'gwiazdka | gwiazdki | gwiazdek | punkt | punkty | punktów | pkt | gwiazdkę',
  outOf: 'na | z',
  topFirst: '',
  framing: `dałbym wam | daję wam | wam | państwu | daję | daje | dałbym | dałabym | ja daję | powiedziałbym | powiedziałabym | moja ocena | moja ocena to | ocena | ocena to |
    oceniam na | oceniam | na | to | to jest | to było | takie | mocne | słabe | miało być | chodziło mi o | ode mnie | dla mnie |
    raczej | stawiam | wystawiam | mówię | odpowiedź`,
  polite: `proszę | dziękuję | dziękuje | dzięki | dziękujemy | bardzo dziękuję | wielkie dzięki | dzień dobry | dobry wieczór | witam |
    cześć | hej | przepraszam | sorry | ok | okej | dobrze | dobra | pozdrawiam | świetnie | super | bardzo | jasne | miłego dnia`,
  opens: `bo | ponieważ | ale | gdyż | nadal | dalej | wciąż | ciągle | jeszcze | nikt | nic | nigdy | nie | bardzo | za | to | jest | było |
    był | była | ja | pani | pan | państwo | wy | oni | dziękuję | dzięki | i | czekam | mam | mój | moja | niestety | dlaczego |
    tylko | proszę | jestem | zadzwońcie | chcę | wszystko | sprawa`,
  puns: '',
  judging: `zły | zła | źle | fatalny | fatalna | fatalnie | słabo | słaby | słaba | dobry | dobra | dobrze | bardzo dobrze | świetny |
    świetna | świetnie | super | doskonale | doskonała | rewelacja | okropny | okropna | okropnie | tragedia | dramat | wstyd | żenada |
    skandal | obsługa | serwis | miły | miła | miło | uprzejma | uprzejmy | szybko | wolno | pomocny | pomocna | zadowolony |
    zadowolona | niezadowolony | niezadowolona | rozczarowany | rozczarowana | beznadzieja | beznadziejna | beznadziejnie | polecam |
    profesjonalnie | przeciętnie`,
  before: `o | po | przed | od | do | około | zamówienie | zamówienia | numer | nr | pokój | piętro | godzinie | godzina | sprawa nr |
    mieszkanie`,
  stop: `=stop | =koniec | =rezygnuję | =rezygnuje | =wypisz | =wypisz mnie | =wypisuję | =anuluj | =przestańcie | =przestań | =dość |
    =zatrzymaj | =wyłącz | =usuń | nie piszcie do | nie pisz do | nie piszcie więcej | proszę nie pisać | nie pisać do |
    nie wysyłajcie | nie wysyłaj | proszę nie wysyłać | nie przysyłajcie | nie chcę smsów | nie chcę sms | nie chcę wiadomości |
    nie chcę dostawać | nie chcę otrzymywać | nie chcę więcej wiadomości | przestańcie pisać | przestań pisać | przestańcie wysyłać |
    proszę przestać pisać | proszę przestać wysyłać | żadnych wiadomości | żadnych smsów | koniec z smsami | wypiszcie mnie |
    usuńcie mój numer | usuńcie mnie | proszę usunąć mój numer | nie kontaktujcie się | proszę się nie kontaktować | dajcie mi spokój |
    zostawcie mnie w spokoju`,
  start: '=zacznij | =wznów | =zapisz',
  help: '=pomoc | =info | =pomocy',
  call: `zadzwońcie | zadzwoń do mnie | zadzwoń | proszę zadzwonić | zadzwonić do mnie | oddzwońcie | oddzwoń | proszę oddzwonić |
    proszę o telefon | proszę o kontakt | proszę o rozmowę | o kontakt telefoniczny | proszę dzwonić | dzwońcie | rozmawiać z |
    porozmawiać z | chcę rozmowy | chcę z kimś porozmawiać | czy ktoś może zadzwonić`,
  notCall: 'nie | nikt | nigdy | mieli | miał | miała | obiecał | obiecali | bez | żaden',
  noCall: `nie dzwońcie | nie dzwoń | nie dzwonić | proszę nie dzwonić | bez telefonu | bez dzwonienia | nie chcę telefonu | nie chcę rozmowy |
    nie chcę rozmawiać | nie trzeba dzwonić | nie trzeba | nie ma potrzeby | niepotrzebny telefon | przestańcie dzwonić | nie dziękuję |
    nie dzięki | żadnych telefonów`,
  wrongPerson: `=kto to | =kim jesteś | =kim jesteście | =kim pan jest | =kim pani jest | =kto pisze | =z kim rozmawiam | =a kto to | =kto tam |
    =pomyłka | zły numer | =to pomyłka | =chyba pomyłka | niewłaściwy numer | pomylił pan numer | pomyliła pani numer |
    pomyliliście numer | pomyłka numeru | niewłaściwa osoba | nie jestem klientem | nie jestem klientką | nie znam was | nie wiem kto to`,
  auto: `automatyczna odpowiedź | wiadomość automatyczna | poza biurem | jestem na urlopie | na urlopie do | nieobecny do | nieobecna do |
    dziękujemy za wiadomość | dziękuję za wiadomość | godziny otwarcia | odpowiem po powrocie`,
  busy: 'prowadzę | prowadzę samochód | jadę samochodem | jestem na spotkaniu | nie mogę rozmawiać | oddzwonię',
  yes: 'tak | taa | zgadza się | dokładnie | oczywiście | owszem | pewnie',
  no: 'nie | nie bardzo | wcale | wcale nie | absolutnie nie | nigdy | niestety nie | jeszcze nie',
  not: 'nie | nic | nigdy | bez | jeśli | kiedy | jak | dopóki | ani | nadal nie',
  fixed: `działa | działają | naprawione | naprawiony | naprawiona | załatwione | załatwiona | rozwiązane | rozwiązany | rozwiązana |
    wszystko ok | wszystko dobrze | wszystko gra | wszystko w porządku | w porządku | już dobrze | już ok | gotowe | bez problemów |
    bez problemu | żadnych problemów | nie ma problemu | dotarło | dotarła | dotarł | przyszło | otrzymałem | otrzymałam | udało się |
    zrobione`,
  broken: `nadal nie | nadal | wciąż | ciągle | dalej nie | dalej | jeszcze nie | nie działa | ten sam | to samo | bez zmian | gorzej |
    zepsute | zepsuty | popsute | nic się nie zmieniło | nic | czekam | znowu | nie naprawione | nie naprawiono | nie dotarło |
    nie rozwiązane`,
  partly: `prawie | częściowo | po części | połowicznie | nie do końca | nie całkiem | tak i nie | mniej więcej | nie wszystko | trochę |
    w połowie`,
  times: `poniedziałek | wtorek | środa | środę | czwartek | piątek | sobota | sobotę | niedziela | niedzielę | jutro | pojutrze | dziś |
    dzisiaj | wieczorem | wieczór | rano | popołudniu | po południu | przed południem | południe | później | w przyszłym tygodniu |
    przyszły tydzień | weekend | poniedziałku | wtorku | godzinie`,
  tomorrow: 'jutro',
  clock: 'o | po | od | około | godz | godzinie | godziny | dziś | dzisiaj | najlepiej',
  pm: 'po południu | popołudniu | wieczorem',
};
