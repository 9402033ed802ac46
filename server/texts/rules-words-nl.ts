import type { WordList } from './rules-words.ts';

export const NL: WordList = {
  numbers: ['nul', 'een | één | eentje', 'twee', 'drie | drietje', 'vier | viertje', 'vijf', 'zes', 'zeven', 'acht', 'negen', 'tien'],
  units: 'ster | sterren | punt | punten',
  outOf: 'van de | van | uit | op',
  topFirst: '',
  framing: `jullie | u | ik geef jullie | ik geef u | een | n | ik geef | ik geef een | geef | ik zou zeggen | zou zeggen | ik zeg | mijn cijfer | mijn cijfer is | cijfer | mijn score |
    score | mijn score is | het was een | was een | het is een | dikke | van mij | voor mij | ik bedoel | ik bedoelde | bedoelde | ik |
    doe maar een | doe maar | mijn antwoord`,
  polite: `alsjeblieft | alstublieft | aub | svp | graag | bedankt | dank je | dank u | dankjewel | dank je wel | dank u wel | dankuwel |
    thanks | hallo | hoi | hi | hey | goedemorgen | goedemiddag | goedenavond | goedendag | sorry | ok | oke | oké | prima | goed |
    mvg | groet | groetjes | groeten | met vriendelijke groet | top | helemaal`,
  opens: `nog | omdat | want | maar | aangezien | niemand | niks | niets | nooit | niet | geen | heel | erg | zeer | te | de | het | ik |
    jullie | u | ze | zij | hij | er | was | is | dank | bedankt | en | bel | mijn | steeds | helaas | alleen | sinds | waarom | super |
    echt | wil | wacht | heb`,
  puns: '',
  judging: `slecht | slechte | goed | goede | uitstekend | prima | geweldig | top | super | perfect | verschrikkelijk | vreselijk | waardeloos |
    waardeloze | belachelijk | schandalig | vriendelijk | vriendelijke | onvriendelijk | behulpzaam | snel | snelle | traag | trage |
    langzaam | service | klantenservice | ramp | teleurgesteld | teleurstellend | tevreden | ontevreden | matig | netjes | fijn |
    aardig | drama`,
  before: `om | vanaf | na | voor | tot | sinds | rond | op | bestelling | nummer | nr | kamer | huisnummer | klantnummer | order |
    ordernummer | factuur`,
  stop: `=stop | =afmelden | =uitschrijven | =stoppen | =einde | =annuleren | =opzeggen | =afmelding | =hou op | =houd op | =kappen |
    =genoeg | =verwijderen | geen berichten meer | geen sms meer | geen smsjes meer | geen bericht meer | niet meer sturen |
    niet meer smsen | stuur me geen | stuur mij geen | sms me niet | app me niet | stop met sms | stop met smsen | stop met berichten |
    stop met sturen | stop met mij | stop met me | niet meer benaderen | niet meer contacteren | neem geen contact | haal me van |
    haal mij van | schrijf me uit | meld me af | verwijder mijn nummer | laat me met rust | laat mij met rust | wil geen berichten |
    wil geen sms | niet meer appen`,
  start: '=aanmelden | =beginnen | =hervatten | =starten',
  help: '=hulp | =info | =help',
  call: `bel me | bel mij | bel me terug | bel mij terug | bel terug | bel even | bellen jullie mij | me bellen | mij bellen |
    me terugbellen | mij terugbellen | teruggebeld worden | gebeld worden | iemand mij | terugbellen aub | terugbellen graag |
    wil teruggebeld | graag terugbellen | graag bellen | contact met een leidinggevende | leidinggevende spreken | iemand spreken |
    met een leidinggevende | met een manager | met een supervisor | met een mens | met iemand spreken | met iemand praten`,
  notCall: 'niet | nooit | niemand | geen | zonder | zouden | zou | beloofd | beloofden | hoeft',
  noCall: `niet bellen | niet meer bellen | bel niet | bel me niet | bel mij niet | geen telefoontje | geen belletje | geen gesprek |
    niet gebeld | hoeft niet | niet nodig | stop met bellen | nee bedankt | nee dank je | nee dank u | liever niet | niet terugbellen |
    geen telefoon`,
  wrongPerson: `=wie is dit | =wie ben je | =wie bent u | =wie zijn jullie | =wie is daar | =wie dit | =met wie | =met wie spreek ik |
    =wie stuurt dit | verkeerd nummer | verkeerde nummer | =verkeerd verbonden | verkeerde persoon | =verkeerd | ben geen klant |
    ken jullie niet | ken u niet | weet niet wie`,
  auto: `automatisch antwoord | automatische reactie | niet op kantoor | afwezig tot | met vakantie tot | op vakantie | ben afwezig |
    bedankt voor je bericht | bedankt voor uw bericht | openingstijden | zo spoedig mogelijk`,
  busy: 'ik rijd | ik rij | aan het rijden | achter het stuur | in een vergadering | kan nu niet praten | in bespreking',
  yes: 'ja | jep | jawel | jazeker | zeker | klopt | inderdaad | jaa | juist',
  no: 'nee | neen | nope | neuh | helemaal niet | absoluut niet | zeker niet | nooit | nog niet',
  not: 'niet | nooit | geen | niks | niets | zonder | als | wanneer | tot | nog niet | of',
  fixed: `werkt | werkt weer | opgelost | gefikst | gefixt | gemaakt | gerepareerd | geregeld | in orde | alles goed | alles ok | alles oke |
    alles in orde | klaar | gelukt | doet het | doet het weer | geen probleem | geen problemen | geen problemen meer |
    geen probleem meer | het gaat weer | ontvangen | binnen | hersteld`,
  broken: `kapot | nog steeds | nog niet | werkt niet | doet het niet | doet het nog | zelfde probleem | hetzelfde | dezelfde | erger |
    slechter | stuk | defect | niks veranderd | niets veranderd | nog niks | nog niets | wacht nog | alweer | weer kapot | nog altijd`,
  partly: `bijna | gedeeltelijk | deels | half | niet helemaal | niet volledig | ja en nee | min of meer | beetje | een beetje | ten dele |
    niet alles`,
  times: `maandag | dinsdag | woensdag | donderdag | vrijdag | zaterdag | zondag | morgen | overmorgen | vandaag | vanavond | vanmiddag |
    ochtend | ochtends | middag | middags | avond | avonds | later | volgende week | deze week | weekend | uur | straks`,
  tomorrow: 'morgen',
  clock: 'om | vanaf | na | rond | uur | u | h | vandaag | liever | pas',
  pm: 'middags | s middags | vanmiddag | avonds | s avonds | vanavond',
};
