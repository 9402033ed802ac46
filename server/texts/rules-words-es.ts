import type { WordList } from './rules-words.ts';

export const ES: WordList = {
  numbers: ['cero', 'uno | una | un', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez'],
  units: 'estrella | estrellas | punto | puntos | estrellitas',
  outOf: 'de | sobre',
  topFirst: '',
  framing: `yo le pongo | le pondría | les daría | le daría | un | una | el | la | le doy | les doy | doy | le pongo | pongo | les pongo | mi nota es | mi nota | nota | puntuación |
    mi puntuación es | calificación | mi calificación es | diría | yo diría | diría que | yo le doy | yo | para mí | de mi parte |
    es un | fue un | sería un | perdón | quise decir | quería decir | digo`,
  polite: `por favor | porfa | gracias | muchas gracias | mil gracias | hola | buenas | buenos días | buenas tardes | buenas noches | perdón |
    disculpe | ok | vale | saludos | un saludo | muy amable | señores | bien | perfecto | genial | de acuerdo`,
  opens: `lástima | aunque | desgraciadamente | porque | pero | ya que | pues | sigue | siguen | sigo | todavía | aún | no | nadie | nunca | nada | muy | el | la | los | es | fue |
    me | estoy | llevo | gracias | muchas | por | ustedes | todo | yo | le | les | se | quiero | necesito | y`,
  puns: '',
  judging: `pésimo | pesimo | mal | malo | mala | muy mal | bueno | buena | bien | excelente | terrible | horrible | fatal | genial | perfecto |
    amable | amables | rápido | lento | servicio | atención | regular | desastre | encantado | contento | contenta | satisfecho |
    satisfecha | enfadado | decepcionado | inútil | inútiles`,
  before: `a las | a la | las | desde | hasta | pedido | orden | número | núm | habitación | piso | después de las | antes de las | sobre las |
    tras las`,
  stop: `no quiero recibir | no quiero más sms | dejar de recibir | =baja | =parar | =alto | =cancelar | =fin | =darme de baja | =no más | =basta | =detener | =para | =pare | =paren | =salir |
    no me escriban | no me escribas | no me escriba | no me escribáis | no me manden | no me mandes | no me mande | no me envíen |
    no me envíes | no me envíe | no me contacten | dejen de escribirme | deja de escribirme | deje de escribirme | dejad de escribirme |
    dejen de mandarme | deja de mandarme | dejen de enviarme | dejen de molestar | no más mensajes | no más sms |
    no quiero más mensajes | no quiero recibir más | no quiero recibir mensajes | borren mi número | quítenme de | darme de baja de |
    denme de baja | no molesten`,
  start: '=alta | =empezar | =comenzar | =reanudar | =iniciar',
  help: '=ayuda | =información | =ayúdame',
  call: `=llamada | llámenme | llamenme | llámame | llámeme | me llamen | que me llame | me llame | pueden llamarme | puede llamarme |
    podrían llamarme | quiero que me llamen | quiero una llamada | necesito una llamada | hablar con un | hablar con una |
    hablar con alguien | hablar con el | hablar con su | devuélvanme la llamada`,
  notCall: 'no | nunca | nadie | sin | dijeron que | prometieron | jamás | ni',
  noCall: `no me llamen | no me llames | no me llame | no llamen | no llame | no llamar | sin llamada | no quiero llamada |
    no quiero que me llamen | no quiero una llamada | no hace falta que llamen | no hace falta que me llamen | no hace falta llamar |
    no hace falta | no es necesario | no es necesaria | ninguna llamada | dejen de llamarme | no gracias`,
  wrongPerson: `=quién eres | =quién es | =quiénes son | =quién es usted | =quién habla | =quien sos | =con quién hablo | número equivocado |
    se equivocó de número | se equivocaron de número | se ha equivocado de número | se han equivocado de número |
    te equivocaste de número | persona equivocada | =equivocado | no soy cliente | no sé quién eres | no los conozco`,
  auto: `respuesta automática | mensaje automático | fuera de la oficina | estoy de vacaciones | estaré fuera | en breve le responderemos |
    gracias por su mensaje | gracias por contactar | horario de atención | no disponible hasta`,
  busy: 'estoy conduciendo | estoy manejando | no puedo hablar ahora | en una reunión | estoy en reunión',
  yes: 'sí | si | claro | así es | correcto | efectivamente',
  no: 'no | para nada | nunca | negativo | que va | en absoluto',
  not: 'no | ni | nunca | tampoco | nadie | sin | nada | si | cuando | hasta que',
  fixed: `funciona | funcionan | funcionando | arreglado | arreglada | solucionado | solucionada | resuelto | resuelta | ya está | todo bien |
    todo correcto | todo en orden | sin problemas | ningún problema | ya no hay problema | ya quedó | quedó listo | listo | ya va |
    va bien | ya llegó | ya me llegó | perfecto | lo recibí | recibido`,
  broken: `sigue igual | sigue sin | sigue roto | sigue rota | sigue mal | siguen sin | aún no | todavía no | no funciona | no va |
    igual que antes | lo mismo | mismo problema | peor | roto | rota | falla | fallando | nada ha cambiado | no ha cambiado nada |
    sigo esperando | sigo sin | nada todavía | estropeado | averiado`,
  partly: `casi | en parte | parcialmente | más o menos | a medias | no del todo | no exactamente | sí y no | no todo | falta algo | medio
`,
  times: `lunes | martes | miércoles | jueves | viernes | sábado | domingo | mañana | pasado mañana | hoy | tarde | noche | mediodía |
    más tarde | la semana que viene | próxima semana | esta semana | fin de semana | a las | después de las | antes de las`,
  tomorrow: 'mañana',
  clock: `a las | a la | las | desde las | después de las | tras las | sobre las | a partir de las | horas | h | hoy | mejor | de la mañana`,
  pm: 'de la tarde | por la tarde | de la noche',
};
