import type { WordList } from './rules-words.ts';

export const EN: WordList = {
  numbers: ['zero | nil', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  units: 'star | stars | point | points | pts',
  outOf: 'out of | of | over',
  topFirst: '',
  framing: `i think | i guess | i reckon | id rate it | i rate it | go with | id go with | i go with | going with | i will go with | im giving | giving | im giving you | mate | guys | from us | we say | just a | maybe not | i | id | i would | id say | i would say | say | i say | give | i give | id give | i would give | you | it | this | a | an | the | my score is |
    my score | score | score is | rating | my rating | rating is | rate | its a | its | it is a | it was a | it was | was a | definitely | probably | honestly |
    overall | solid | i meant | i mean | meant | my answer | answer | answer is | from me | for me | service was a | service was | experience was a | a big`,
  polite: `please | pls | plz | thanks | thank you | thankyou | thx | ty | cheers | ta | hi | hello | hey | hiya | dear | sorry | ok | okay | so much | very much |
    good morning | good afternoon | good evening | regards | kind regards | now | it | sure | great | perfect | fine | lol | a lot | then | you too | bye | noted`,
  opens: `absolute | complete | total | utter | still | because | cause | cuz | coz | but | as | since | although | though | i | im | ive | id | we | you | your | they | he | she | it | its | the | this |
    that | there | my | nobody | no one | nothing | noone | none | never | not | wasnt | didnt | dont | very | really | so | too | thanks | thank | thx |
    was | would | were | please | pls | only | just | why | worst | best | absolutely | totally | well done | call me | no answer | no reply`,
  puns: '4 you | 4 your | 4 the | 4 my | 4 me | 4 this | 4 that | 4 it | 4 u | 2 u | 2 b | 2 much | 4 ever | 4 a',
  judging: `meh | mediocre | so so | decent | great | good | bad | terrible | awful | horrible | excellent | perfect | amazing | brilliant | useless | rubbish | poor | slow | rude | helpful |
    friendly | polite | lovely | fantastic | disappointed | disappointing | disgusting | shocking | appalling | pathetic | ok | okay | average | fine |
    service | help | team | company | communication | response | advice | experience | support | customer service | job | happy | unhappy | satisfied | unacceptable | waste of time | joke | kind | quick | fast`,
  before: `at | after | before | until | till | from | since | on | order | orders | number | no | nr | room | apartment | apt | flat | ext | extension | ref |
    reference | case | ticket | floor | bus | line | level | version | age | called | about | around | by | past`,
  stop: `i dont want these | dont want any more texts | dont want any more messages | stop receiving | =stop | =stopall | =arret | =stop all | =unsubscribe | =end | =quit | =cancel | =revoke | =optout | =opt out | =opt me out | =stop it | =stop this | =stop now |
    =stop texting | =stop messaging | =remove | =stop texts | =stop messages | =stop sms | =no more | =enough | =fuck off | =stop stop | =stop stop stop |
    stop texting me | stop messaging me | stop sending me | stop contacting me | stop sending these | stop sending messages | stop sending texts | stop spamming me |
    stop these texts | stop these messages | stop with these | stop bothering me |
    stop the texts | stop the messages | stop all messages | stop all texts | unsubscribe me | dont text me | do not text me | dont message me | do not message me |
    dont contact me | do not contact me | never text me | never contact me again | dont send me | do not send me | quit texting me | cease texting |
    off your list | off this list | off the list | from your list | from this list | from the list | from your mailing list | no more texts | no more messages |
    no more sms | leave me alone | delete my number | remove my number | remove me | opt me out | i want to unsubscribe | i want to opt out | want to stop getting`,
  start: '=start | =unstop | =resubscribe | =subscribe | =opt in | =optin',
  help: '=help | =info',
  call: `=ring | please ring | pls ring | please phone | pls phone | =phone | ring please | call me | call back | callback | ring me | ring back | phone me | telephone me | give me a call | give me a ring | give me a bell | get someone to call | have someone call |
    someone call | somebody call | anyone call | please call | pls call | plz call | want a call | need a call | like a call | to be called |
    speak to a | speak with a | talk to a | talk with a | speak to someone | talk to someone | speak to somebody | talk to somebody | speak to your | talk to your |
    speak to the manager | talk to the manager | =supervisor | =manager`,
  notCall: `would | will | wont | to wait for them to | they | theyd | theyll | youd | youll | said | promised | promise | never | nobody | no one | noone | not | dont | didnt | doesnt | without |
    supposed | stop | failed | refused | asked you to | told | wouldnt | couldnt | already | who | did | does | when | just | cant`,
  noCall: `bother calling | bother ringing | bother to call | dont call | do not call | no call | no calls | no phone call | dont ring | do not ring | dont phone | do not phone | no need to call | no need to ring | no need for a call | stop calling |
    need to call me | dont want a call | do not want a call | dont want to be called | dont want a callback | no callback | not call me | never call me | dont need a call | rather not talk | leave it`,
  wrongPerson: `=who is this | =whos this | =who this | =who dis | =who are you | =who r u | =who is it | =who r you | =who is texting me | =new phone who dis | =wrong number | =wrong person |
    =who is this please | have the wrong number | got the wrong number | have the wrong person | got the wrong person | have wrong number | got wrong number | =this is the wrong number |
    =its the wrong number | =this is a wrong number | =do i know you | =i think wrong number | wrong number mate | think this is the wrong number | im not a customer | never been a customer |
    have never used you | dont know who you are | dont know who this is | no idea who this is | no idea who you are | no longer belongs to | not my account`,
  auto: `im away until | i am away until | i will reply when | will reply then | currently away | currently out | auto reply | autoreply | automatic reply | automated reply | auto response | automated response | automatic response | out of office | out of the office | driving with focus |
    see your message when | get back to you | inbox is not monitored | not monitored | do not disturb | annual leave | thank you for your message | thank you for contacting | thanks for contacting |
    thanks for your message | we are closed | we are currently closed | opening hours | will reply as soon as | will respond as soon as | back in the office | on vacation until | on holiday until | notifications silenced |
    message blocking is active | unable to receive | cant talk right now whats up`,
  busy: `driving | in a meeting | cant talk right now | cant talk now | ill call you later | call you later | call you back later | at the cinema | in class`,
  yes: `yes | yep | yeah | yup | ya | yess | yea | aye | indeed | correct | absolutely | definitely`,
  no: 'no | nope | nah | not at all | no way | negative | never | noo | nooo',
  not: `not | isnt | doesnt | dont | wasnt | hasnt | never | cant | wont | cannot | didnt | nothing | nor | far from | havent | arent | if | when | until | unless | to be | should be | hardly | nobody | would be | will be | supposed`,
  fixed: `worked a treat | fixed | works | working | work | worked | sorted | solved | resolved | all good | all ok | all okay | all done | all fine | good now | ok now | okay now | fine now | back to normal |
    no more problems | no more issues | no problems | no problem | no issues | not broken anymore | not broken any more | no longer broken | its good | its ok | its fine | its done | done |
    problem gone | is gone | up and running | happy now | thats better | came through | got my refund | refund received | received it | no complaints | no longer a problem | not a problem anymore`,
  broken: `broken | broke | not yet | still not | still waiting | still no | still the same | same problem | same issue | happened again | worse | nothing changed | nothing has changed |
    nothing happened | isnt it | havent heard | not received | havent received | still wrong | still doesnt | still isnt | still cant | still dont | failed | fails | stopped | no change | no difference | not really |
    no better | not better | still down | still have | still happening | keeps happening | no refund | never came | never arrived | hasnt arrived | hasnt come | still a problem | still an issue | down | as before | nothing works |
    not okay | not ok | not good | not happy | not sorted`,
  partly: `better but | bit better | not perfect | almost | not quite | partly | partially | half | yes and no | nearly | mostly | sort of | kind of | kinda | sorta | a bit | somewhat | not completely | not entirely | not fully | not all | more or less | in part | some of it | so so`,
  times: `weds | tues | monday | tuesday | wednesday | thursday | friday | saturday | sunday | mon | tue | wed | thu | thur | thurs | fri | sat | sun | tomorrow | tmrw | tmw | tonight | today | morning | afternoon | evening |
    next week | this week | weekend | later | noon | midday | lunchtime | lunch | after work | oclock | in an hour | half past | any time | anytime | earlier | now`,
  tomorrow: 'tomorrow | tmrw | tmw',
  clock: `at | after | from | about | around | oclock | today | any time | anytime | can you | could you | try | im free | i am free | only | would be better | is better | works`,
  pm: 'pm | afternoon | in the afternoon | evening | in the evening',
};
