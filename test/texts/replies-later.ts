import { list } from './replies.ts';

/** Written when the reader was done, to see what it makes of what it was not made for. */
export const LATER = list(`
@ en 1-5 score
I'd go with 4 => 4
3ish => ask
"5 " => 5
a 2 from me mate => 2
1/5 absolute joke of a company => 1: absolute joke of a company
2 the engineer never showed up => 2: the engineer never showed up
5 - couldn't be happier => 5: couldn't be happier
4, bit slow though => 4: bit slow though
1. Been waiting since 3 => 1: Been waiting since 3
i had 2 calls with you, which one => ask
can I give 0 => ask
minus 5 => ask
5/10 => ask
4 or 5 => ask
Four out of 5 stars => 4
1 star, would give zero if I could => 1: would give zero if I could
first class => ask
my postcode is BS4 => ask
Call 2 hours late => ask
you lot rang at 4 and hung up => ask
im giving you a 1 => 1
5 Thanks Anna was brilliant => 5: Thanks Anna was brilliant
one word: rubbish => ask
PLEASE STOP SENDING THESE => stop
Stop sending me this rubbish => stop
can you stop the noise on my line => ask
Remove me please => stop
pls ring => call_me
I would like a supervisor to call me => call_me
Has someone called me? => ask
sorry who's this? => wrong_person
Hi, I'm away until Monday and will reply then. => auto_reply
three => 3
3 👎 => 3
@ en 1-5 fixed
yeah works fine now cheers => fixed
it's not resolved => still_broken
worked for a day then died => still_broken
only half of it => not_quite
the engineer is coming back thursday => words
@ en 1-5 when
Actually don't bother calling => no_call
weds after 2 works better => another_time
is 7pm possible => another_time
you charged my card twice => words
@ es 1-5 score
Yo le pongo un 4 => 4
3, ni bien ni mal => 3: ni bien ni mal
2 llamadas y nada => ask
ya no quiero recibir estos mensajes => stop
llámeme usted => call_me
@ fr 1-5 score
Je donne 2 => 2
5/5 au top => 5: au top
3 semaines que j'attends => ask
2 : toujours aucune réponse => 2: toujours aucune réponse
merci de ne plus m'envoyer de sms => stop
@ fr 1-5 fixed
non toujours en panne => still_broken
@ de 1-5 score
Von mir eine 4 => 4
3 Anrufe und nichts => ask
1 - unverschämt => 1: unverschämt
Bitte keine Nachrichten mehr schicken => stop
Können Sie mich zurückrufen? => call_me
@ de 1-5 fixed
Ja, alles wieder ok => fixed
@ pt 1-5 score
Nota 5, muito bom => 5: muito bom
2 dias sem internet => ask
@ it 1-5 score
Per me è un 3 => 3
4 giorni senza linea => ask
@ nl 1-5 score
Ik geef jullie een 4 => 4
3 dagen gewacht => ask
@ pl 1-5 score
Ode mnie 5 => 5
3 dni czekałem => ask
@ tr 1-5 score
Benden 4 puan => 4
3 gündür bekliyorum => ask
@ ar 1-5 score
٣ من ٥ => 3
٣ أيام وأنا أنتظر => ask
@ hi 1-5 score
मैं 4 देता हूँ => 4
3 दिन से इंतजार => ask
@ ja 1-5 score
４点でお願いします => 4
3日待ちました => ask
評価は2です => 2
@ zh 1-5 score
我打5分 => 5
3天了 => ask
给4星 => 4
客服态度差，1分 => 1: 客服态度差
@ en 1-5 score
Id rate it 3 out of 5 => 3
2 but only because of Tom => 2: but only because of Tom
5 - sorted in minutes! => 5: sorted in minutes!
1 - absolute shambles => 1: absolute shambles
3/5 meh => 3: meh
Have been on hold 40 mins => ask
there are 5 of us => ask
how do i answer => ask
Bad => ask
stop texting my wife => ask
No more messages please => stop
can a manager ring me => call_me
you've got wrong number mate => wrong_person
I am driving. Sent automatically => auto_reply
4 I suppose => 4: I suppose
i think 4 => 4
5+ => ask
🌟🌟🌟🌟 => 4
@ en 1-5 fixed
all working now, thank you so much => fixed
nah mate still the same => still_broken
yes but it is slow => words
It's better but not perfect => not_quite
@ en 1-5 when
I can't talk then, try wednesday => another_time
no call needed thanks => no_call
sure => ack
@ es 1-5 score
Le pongo 5 estrellas => 5
nadie me llamó => ask
me equivoqué, es un 3 => ask
@ es 1-5 fixed
todavía no lo arreglan => still_broken
@ fr 1-5 score
4 dommage pour l'attente => 4: dommage pour l'attente
je souhaite être rappelée => call_me
@ fr 1-5 fixed
tout fonctionne => fixed
@ de 1-5 score
2 leider keine Hilfe => 2: leider keine Hilfe
ruft mich bitte zurück => call_me
Note 1, mangelhaft => 1: mangelhaft
@ de 1-5 when
Bitte erst ab 17 Uhr => another_time
@ it 1-5 score
4 stelle => 4
vorrei essere richiamato => call_me
@ pt 1-5 score
3 estrelas => 3
@ nl 1-5 fixed
nee nog steeds niks => still_broken
@ pl 1-5 score
dwie gwiazdki => 2
@ tr 1-5 score
dört yıldız => 4
@ ar 1-5 score
أربع نجوم => 4
@ hi 1-5 score
चार सितारे => 4
@ ja 1-5 score
３点です => 3
@ zh 1-5 score
4分吧 => 4
没人给我打电话 => ask
`);
