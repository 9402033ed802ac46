import type { WordList } from './rules-words.ts';

export const TR: WordList = {
  numbers: ['sıfır', 'bir', 'iki', 'üç', 'dört', 'beş', 'altı', 'yedi', 'sekiz', 'dokuz', 'on'],
  units: 'yıldız | puan | yıldızlı',
  outOf: '',
  topFirst: 'üzerinden | den | dan | ten | tan | de | te',
  framing: `veriyorum | verdim | veririm | verirdim | ben | bence | benden | puanım | puan | notum | not | diyorum | derim | diyeyim | bir |
    yani | pardon | demek istedim | olsun | değerlendirmem | cevabım | benim puanım | size`,
  polite: `lütfen | teşekkürler | teşekkür ederim | teşekkür ederiz | çok teşekkürler | çok teşekkür ederim | sağol | sağolun | sağ olun |
    eyvallah | tşk | tşkler | merhaba | merhabalar | selam | iyi günler | iyi akşamlar | günaydın | pardon | özür dilerim | tamam | ok |
    peki | saygılar | kolay gelsin | rica ederim | tamamdır | olur`,
  opens: `çünkü | ama | fakat | hala | hâlâ | halen | henüz | kimse | hiç | çok | ve | bu | sorun | sorunum | ben | siz | teşekkürler |
    teşekkür | bekliyorum | beni | maalesef | neden | sadece | daha | yine | gerçekten | kesinlikle | beklemekten | ilgilenen | cevap`,
  puns: '',
  judging: `berbat | kötü | çok kötü | iyi | çok iyi | güzel | çok güzel | harika | mükemmel | süper | rezalet | felaket | korkunç | yavaş |
    hızlı | kibar | ilgili | ilgisiz | memnunum | memnun | memnun değilim | hizmet | servis | vasat | idare eder | fena | rezil |
    yetersiz | başarılı`,
  before: 'saat | sipariş | numara | no | oda | kat | daire | sipariş no',
  stop: `=stop | =dur | =durdur | =iptal | =ret | =red | =çık | =çıkış | =son | =bitir | =yeter | =abonelikten çık | =dur artık | =durun |
    =iptal et | =abonelik iptal | mesaj atmayın | mesaj atma | mesaj göndermeyin | mesaj gönderme | mesaj yollamayın |
    mesaj istemiyorum | sms atmayın | sms göndermeyin | sms istemiyorum | bana yazmayın | bana yazma | bir daha yazmayın |
    mesaj atmayı kesin | mesaj atmayı bırakın | mesaj göndermeyi bırakın | mesaj göndermeyi kesin | numaramı silin | listeden çıkarın |
    listenizden çıkarın | beni rahat bırakın | rahatsız etmeyin`,
  start: '=başla | =başlat | =devam | =kabul',
  help: '=yardım | =bilgi | =yardım edin',
  call: `beni arayın | beni ara | beni arar mısınız | arayın beni | arar mısınız | arayabilir misiniz | aranmak istiyorum | geri arayın |
    geri arar mısınız | beni arasın | biri beni arasın | arasın beni | lütfen arayın | =arayın | =ara | telefon edin |
    görüşmek istiyorum | konuşmak istiyorum | yetkili arasın | müdürle konuşmak`,
  notCall: 'kimse | hiç | neden | dediniz',
  noCall: `aramayın | arama istemiyorum | aranmak istemiyorum | aramanıza gerek yok | aramaya gerek yok | beni aramayın | gerek yok |
    telefon istemiyorum | istemiyorum | hayır teşekkürler | hayır teşekkür ederim | aramasın`,
  wrongPerson: `=kimsiniz | =kimsin | =siz kimsiniz | =sen kimsin | =bu kim | =kim bu | =kimle görüşüyorum | =kim | yanlış numara | yanlış kişi |
    numara yanlış | yanlış numaraya | =yanlış | müşteriniz değilim | müşteri değilim | sizi tanımıyorum | kim olduğunuzu bilmiyorum`,
  auto: `otomatik yanıt | otomatik cevap | otomatik mesaj | ofis dışındayım | ofiste değilim | izindeyim | tatildeyim |
    mesajınız için teşekkür | çalışma saatleri | en kısa sürede dönüş`,
  busy: 'araba kullanıyorum | araç kullanıyorum | toplantıdayım | şu an konuşamam | sonra ararım | müsait değilim',
  yes: 'evet | ewet | aynen | kesinlikle | doğru | elbette | tabii | tabi | he',
  no: 'hayır | hayir | yok | olmadı | asla | hiç | değil | daha değil | cık | henüz değil',
  not: 'değil | hayır | yok | olmadı | asla | henüz | hiç | mı | mi | mu | mü',
  fixed: `çalışıyor | çalışıyor artık | düzeldi | çözüldü | halledildi | hallettiniz | halloldu | tamamlandı | sorun yok | sorun kalmadı |
    problem yok | her şey yolunda | yolunda | onarıldı | tamir edildi | geldi | ulaştı | oldu | hallettik | iyi şimdi | giderildi`,
  broken: `bozuk | hala | hâlâ | halen | henüz | çalışmıyor | düzelmedi | çözülmedi | halledilmedi | hallolmadı | aynı sorun | aynı |
    değişmedi | değişen bir şey yok | daha kötü | gelmedi | ulaşmadı | bekliyorum | yine | olmadı | arızalı | giderilmedi | daha değil`,
  partly: `kısmen | neredeyse | yarı | biraz | tam değil | tam olarak değil | pek değil | aşağı yukarı | hem evet hem hayır | tamamen değil |
    sayılır | az çok`,
  times: `pazartesi | salı | çarşamba | perşembe | cuma | cumartesi | pazar | yarın | bugün | akşam | sabah | öğlen | öğle | öğleden sonra |
    gece | haftaya | gelecek hafta | önümüzdeki hafta | bu hafta | hafta sonu | sonra | saat | müsaitim | öbür gün`,
  tomorrow: 'yarın',
  clock: 'saat | sonra | ten | tan | den | dan | bugün | gibi',
  pm: 'öğleden sonra | akşam',
};
