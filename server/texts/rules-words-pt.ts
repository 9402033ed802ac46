import type { WordList } from './rules-words.ts';

export const PT: WordList = {
  numbers: ['zero', 'um | uma', 'dois | duas', 'três | tres', 'quatro', 'cinco', 'seis', 'sete', 'oito', 'nove', 'dez'],
  units: 'estrela | estrelas | ponto | pontos | estrelinhas',
  outOf: 'de | em | sobre',
  topFirst: '',
  framing: `dou vos | daria | eu daria | vos dou | um | uma | o | a | dou | dou um | dou lhe | eu dou | nota | minha nota | minha nota é | a minha nota é | diria | eu diria |
    diria que | avaliação | minha avaliação | pontuação | é um | foi um | seria | quis dizer | queria dizer | eu | para mim |
    da minha parte | resposta`,
  polite: `por favor | pf | pfv | obrigado | obrigada | muito obrigado | muito obrigada | brigado | brigada | valeu | vlw | olá | oi |
    bom dia | boa tarde | boa noite | desculpe | desculpa | ok | tá | tá bom | certo | beleza | cumprimentos | abraço | perfeito | ótimo`,
  opens: `pena | infelizmente | embora | porque | pq | mas | ainda | pois | já que | continua | continuo | ninguém | nunca | nada | não | muito | o | a | os | as | é | foi |
    me | estou | eu | vocês | obrigado | obrigada | e | tudo | até | minha | meu | fiquei | quero | preciso | por`,
  puns: '',
  judging: `péssimo | péssima | mau | má | ruim | horrível | terrível | bom | boa | ótimo | ótima | excelente | perfeito | perfeita |
    muito bom | muito mau | fraco | fraca | lento | rápido | simpático | simpática | atendimento | serviço | horror | vergonha |
    satisfeito | satisfeita | insatisfeito | insatisfeita | maravilhoso | desastre | regular | atencioso | atenciosa`,
  before: 'às | as | desde | até | pedido | encomenda | número | nº | quarto | andar | depois das | antes das | após as | pelas',
  stop: `=parar | =pare | =parem | =sair | =cancelar | =fim | =remover | =descadastrar | =chega | =stop | =cancele | não me mandem |
    não me mande | não me manda | não me enviem | não me envie | não me escrevam | não me escreva | não me contactem | não me contatem |
    não mandem mais | não mande mais | não enviem mais | não quero receber | não quero mais mensagens | não quero mais receber |
    parem de mandar | pare de mandar | parem de me mandar | pare de me mandar | parem de enviar | parem de me enviar |
    pare de me enviar | parem de me escrever | para de me mandar | chega de mensagens | me tira da lista | me tirem da lista |
    tire meu número | retirem o meu número | apaguem o meu número | me deixem em paz | deixem me em paz | cancelar inscrição`,
  start: '=começar | =iniciar | =voltar | =retomar',
  help: '=ajuda | =informação | =info',
  call: `me liga | me ligue | me liguem | liguem me | ligue me | liga me | liguem para mim | ligue para mim | liga pra mim | liga para mim |
    me ligar | ligar me | ligar para mim | podem ligar | pode ligar | telefonem me | me telefonem | falar com um | falar com uma |
    falar com alguém | falar com o | falar com a | falar com seu | quero uma ligação | quero que me liguem | me retorne | me retornem |
    retornar a ligação | contactem me`,
  notCall: 'não | nunca | ninguém | sem | disseram que | prometeram | iam | ficaram de | nem | jamais',
  noCall: `não me liguem | não me ligue | não me liga | não liguem | não ligue | não liga | não ligar | não precisa ligar |
    não precisam ligar | não precisa me ligar | não é preciso ligar | não precisa | não é preciso | não é necessário | sem ligação |
    sem chamada | nenhuma ligação | não quero ligação | não quero que liguem | não quero que me liguem | não quero ser contactado |
    parem de ligar | parem de me ligar | não obrigado | não obrigada`,
  wrongPerson: `=quem é | =quem é você | =quem és | =quem és tu | =quem fala | =quem são vocês | =com quem falo | =quem está falando |
    número errado | =engano | =foi engano | =é engano | pessoa errada | enganou se no número | enganaram se no número |
    não sou cliente | não sei quem é | não conheço vocês`,
  auto: `resposta automática | mensagem automática | fora do escritório | estou de férias | estou ausente | ausente até | de férias até |
    obrigado pela sua mensagem | obrigado pelo contato | agradecemos o seu contato | horário de atendimento | retornaremos em breve`,
  busy: 'estou dirigindo | estou a conduzir | estou conduzindo | em reunião | não posso falar agora',
  yes: 'sim | claro | isso | isso mesmo | exato | exatamente | já',
  no: 'não | nao | nada disso | de jeito nenhum | nunca | nem pensar',
  not: 'não | nao | nem | nunca | nada | sem | ninguém | se | quando',
  fixed: `funciona | funcionando | funcionam | a funcionar | resolvido | resolvida | resolveu | resolveram | arrumado | consertado |
    arranjado | tudo bem | tudo certo | tudo ok | tudo resolvido | está bom | está ok | sem problemas | nenhum problema | já chegou |
    chegou | deu certo | recebi | pronto | solucionado | já está`,
  broken: `ainda não | continua com | continua na mesma | continua igual | continua sem | continua | na mesma | não funciona | mesmo problema |
    igual | pior | quebrado | quebrada | avariado | estragado | com defeito | nada mudou | nada ainda | ainda espero | à espera |
    ainda estou esperando | não resolveu | não foi resolvido | voltou a`,
  partly: `quase | em parte | parcialmente | mais ou menos | meio | não totalmente | não completamente | sim e não | nem tudo | não bem | falta
`,
  times: `segunda | terça | quarta | quinta | sexta | sábado | domingo | amanhã | hoje | manhã | tarde | noite | meio dia | mais tarde |
    semana que vem | próxima semana | esta semana | fim de semana | depois de amanhã | às | depois das | antes das`,
  tomorrow: 'amanhã',
  clock: 'às | as | depois das | após as | a partir das | pelas | horas | h | hoje | melhor',
  pm: 'da tarde | à tarde | da noite',
};
