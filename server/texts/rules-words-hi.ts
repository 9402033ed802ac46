import type { WordList } from './rules-words.ts';

export const HI: WordList = {
  numbers: [
    'शून्य | zero | ज़ीरो | जीरो',
    'एक | ek',
    'दो | do',
    'तीन | teen | tin',
    'चार | char | chaar',
    'पांच | पाँच | paanch | panch | पाच',
    'छह | छः | छे | chhe',
    'सात | saat',
    'आठ | aath',
    'नौ | nau',
    'दस | das',
  ],
  units: 'सितारे | सितारा | स्टार | स्टार्स | तारे | अंक | नंबर | पॉइंट | sitare | नम्बर',
  outOf: '',
  topFirst: 'में से | me se | mein se | mese | मे से | से में',
  framing: `मैं | मै | दूंगा | दूंगी | दूँगा | दूँगी | देता हूं | देती हूं | देता हूँ | देती हूँ | मेरी | मेरा | रेटिंग | मेरी रेटिंग है |
    स्कोर | है | मेरी तरफ से | main | dunga | dungi | deta hu | deti hu | mera | meri | rating | score | hai | mai | अंक |
    मेरे हिसाब से | मतलब`,
  polite: `धन्यवाद | शुक्रिया | बहुत धन्यवाद | बहुत बहुत धन्यवाद | कृपया | प्लीज़ | प्लीज | नमस्ते | नमस्कार | हेलो | हैलो | माफ़ कीजिए |
    माफ करें | सॉरी | ठीक है | ओके | जी | अच्छा | dhanyavad | dhanyawad | shukriya | kripya | namaste | namaskar | theek hai |
    thik hai | thik h | ji | accha | acha | bhai | sir | madam | सर | मैडम | बहुत`,
  opens: `क्योंकि | लेकिन | मगर | पर | अभी | अब | किसी | कोई | कुछ | बहुत | बिल्कुल | यह | ये | वह | वो | मैं | मुझे | मेरा | मेरी | आप |
    आपने | आपकी | और | धन्यवाद | फिर | सिर्फ | सब | kyunki | kyuki | lekin | magar | abhi | ab | kisi | koi | kuch | bahut | bilkul |
    yeh | ye | main | mujhe | mera | aap | aur | phir | sirf | sab | समस्या | problem`,
  puns: '',
  judging: `खराब | बहुत खराब | घटिया | बेकार | अच्छा | अच्छी | बहुत अच्छा | बहुत अच्छी | बढ़िया | शानदार | बकवास | धीमा | तेज | सेवा | सर्विस |
    ठीक | ठीक ठाक | निराश | खुश | संतुष्ट | असंतुष्ट | kharab | bekar | bekaar | ghatiya | accha | acchi | achha | badhiya | bakwas |
    mast | seva | theek | thik`,
  before: 'ऑर्डर | नंबर | नम्बर | कमरा | order | kamra | सुबह | शाम | दोपहर | रात | करीब | लगभग | तारीख',
  stop: `=बंद करें | =बंद करो | =बंद | =रोकें | =रोको | =रुको | =band karo | =band kare | =ruko | =बस | =हटाओ | =अनसब्सक्राइब | मैसेज मत |
    मेसेज मत | संदेश मत | मैसेज न | संदेश न | मैसेज करना बंद | मैसेज भेजना बंद | मेसेज भेजना बंद | संदेश भेजना बंद | मैसेज बंद करो |
    मैसेज बंद करें | message mat | msg mat | sms mat | message na bhej* | msg na bhej* | message bhejna band | msg bhejna band |
    message karna band | message band karo | msg band karo | एसएमएस मत | मेरा नंबर हटा* | mera number hata* | मुझे परेशान मत |
    pareshan mat`,
  start: '=शुरू | =शुरू करें | =चालू | =शुरु | =shuru',
  help: '=मदद | =सहायता | =madad | =सहायता चाहिए | =मदद चाहिए',
  call: `मुझे कॉल करें | मुझे कॉल करो | मुझे कॉल कीजिए | मुझे फोन करें | मुझे फोन करो | मुझे फ़ोन करें | मुझे फ़ोन करो | कॉल करें | कॉल करो |
    कॉल कीजिए | फोन करें | फोन करो | फोन कीजिए | फ़ोन करें | कॉल बैक | call karo | call kare | call karein | call kijiye | phone karo |
    phone kare | call me | call chahiye | कॉल चाहिए | बात करनी है | बात करना है | बात करवा* | बात करा* | baat karni hai |
    baat karna hai | baat karao | baat karwao`,
  notCall: 'मत | नहीं | न | ना | mat | nahi | na | क्यों | किसी ने',
  noCall: `कॉल मत | फोन मत | फ़ोन मत | कॉल न करें | फोन न करें | call mat | phone mat | call na kar* | कॉल नहीं चाहिए | फोन नहीं चाहिए |
    कॉल की जरूरत नहीं | कॉल की ज़रूरत नहीं | जरूरत नहीं | ज़रूरत नहीं | zarurat nahi | jarurat nahi | call nahi chahiye | नहीं धन्यवाद |
    nahi dhanyavad | call ki zarurat`,
  wrongPerson: `=आप कौन हैं | =आप कौन है | =कौन है | =कौन हैं | =कौन हो | =आप कौन हो | =आप कौन | =कौन | =यह कौन है | =ये कौन है | =kaun hai |
    =kaun ho | =aap kaun | =aap kaun ho | =aap kaun hai | =kon | =kon hai | =kaun | गलत नंबर | ग़लत नंबर | galat number |
    wrong number hai | गलत व्यक्ति | मैं ग्राहक नहीं | नहीं जानता आप | rong number | रॉन्ग नंबर`,
  auto: `स्वचालित उत्तर | ऑटो रिप्लाई | कार्यालय से बाहर | ऑफिस से बाहर | छुट्टी पर हूं | छुट्टी पर हूँ | आपके संदेश के लिए धन्यवाद |
    chutti par hu*`,
  busy: `गाड़ी चला रहा हूं | गाड़ी चला रहा हूँ | गाड़ी चला रही हूँ | ड्राइव कर रहा | ड्राइविंग कर | gadi chala raha | drive kar raha |
    मीटिंग में | meeting me hu*`,
  yes: 'हाँ | हां | हा | जी हाँ | जी हां | haan | han | ha | haa | ji haan | सही | bilkul | बिल्कुल',
  no: 'नहीं | नही | ना | जी नहीं | nahi | nahin | nai | na | ji nahi | बिल्कुल नहीं | bilkul nahi | अभी नहीं | abhi nahi',
  not: 'नहीं | नही | न | ना | मत | nahi | nahin | na | अगर | जब | तक | agar | jab | tak',
  fixed: `ठीक हो गया | ठीक हो गई | ठीक है अब | अब ठीक है | ठीक है | ठीक | हल हो गया | हल हो गई | सुलझ गया | सुलझ गई | काम कर रहा |
    काम कर रही | चल रहा है | चल रही है | चालू हो गया | हो गया | हो गई | मिल गया | मिल गई | कोई समस्या नहीं | कोई दिक्कत नहीं |
    theek ho gaya | thik ho gaya | theek hai | thik hai | ho gaya | chal raha hai | kaam kar raha | mil gaya | solve ho gaya |
    koi problem nahi | koi dikkat nahi | सब ठीक | sab theek | sab thik`,
  broken: `अभी भी | अब भी | खराब | नहीं हुआ | नहीं हुई | नही हुआ | काम नहीं कर | नहीं चल | ठीक नहीं | हल नहीं | वही समस्या | वही दिक्कत |
    वैसा ही | और खराब | फिर से | टूटा | बंद है | नहीं मिला | नहीं मिली | नहीं आया | इंतजार | इंतज़ार | abhi bhi | ab bhi | kharab |
    nahi hua | nahi hui | kaam nahi | nahi chal | thik nahi | theek nahi | same problem | wahi problem | nahi mila | nahi aaya | intezar`,
  partly: `लगभग | थोड़ा | थोड़ा बहुत | आधा | कुछ हद तक | पूरी तरह नहीं | पूरा नहीं | आंशिक | thoda | thoda bahut | aadha | kuch had tak |
    poora nahi | pura nahi | हाँ और नहीं`,
  times: `सोमवार | मंगलवार | बुधवार | गुरुवार | शुक्रवार | शनिवार | रविवार | कल | परसों | आज | सुबह | दोपहर | शाम | रात | बाद में |
    अगले हफ्ते | अगले सप्ताह | बजे | kal | parso | aaj | subah | dopahar | shaam | sham | raat | baad me | baad mein | baje | somwar |
    monday`,
  tomorrow: 'कल | kal',
  clock: 'बजे | baje | के बाद | बाद | ke baad | baad | आज | aaj | करीब',
  pm: 'दोपहर | शाम | dopahar | shaam | sham',
};
