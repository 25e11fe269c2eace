/**
 * The words of absence, in the languages that responders write: how they name their subjects, and how somebody says to
 * be away. Whether a mail with such words is automatic is `responder.ts`'s question.
 */
import { opening, phrases } from '../phrases.ts';

/** Labels that mail programs themselves put before the subject that they answer: `Automatic reply: …`. */
export const LABEL = opening(`
  automatic reply | automatic response | automated reply | automated response | automatic message
  automated message | auto reply | auto-reply | autoreply | auto response | auto-response | autoresponse
  auto responder | auto-responder | autoresponder | yahoo! auto response | auto | ooo | out of office
  out of the office | out-of-office | out of office autoreply | out of office auto-reply | out of office reply
  out of office response | out of office message | out of office notification | out of office notice | vacation
  vacation responder | vacation auto-reply | vacation autoreply
  vacation reply | vacation response | vacation message | vacation notice | away | away message | away notice
  absence notice
  resposta automática | auto-resposta | autoresposta | auto resposta | mensagem automática | e-mail automático
  email automático | retorno automático | fora do escritório | fora de escritório | fora do trabalho | ausente
  ausência | ausente do escritório | ausência do escritório | ausência temporária | aviso de ausência
  notificação de ausência | mensagem de ausência | férias | aviso de férias | mensagem de férias
  resposta automática de férias | resposta automática de ausência
  respuesta automática | auto-respuesta | autorespuesta | autorrespuesta | auto respuesta | contestación automática
  contestador automático | mensaje automático | correo automático | fuera de oficina | fuera de la oficina
  fuera del trabajo | respuesta de fuera de oficina | ausente de la oficina | ausencia | ausencia de la oficina
  aviso de ausencia | mensaje de ausencia | notificación de ausencia | aviso de vacaciones | respuesta de vacaciones
  vacaciones
  réponse automatique | réponse automatique d'absence | message automatique | absence | absent | absente
  absence du bureau | absent du bureau | absente du bureau | message d'absence | avis d'absence
  notification d'absence | en dehors du bureau | hors du bureau | en congés
  automatische antwort | automatische rückantwort | automatische e-mail-antwort | automatische nachricht
  automatische abwesenheitsnotiz | abwesenheitsnotiz | abwesenheit | abwesend | abwesenheitsmeldung
  abwesenheitsbenachrichtigung | abwesenheitsnachricht | abwesenheitsassistent | urlaubsnotiz
  urlaubsbenachrichtigung | nicht im büro | außer haus
  risposta automatica | risposta non al computer | messaggio automatico | messaggio di assenza | fuori sede
  fuori ufficio | fuori dall'ufficio | assenza dall'ufficio | assente dall'ufficio | avviso di assenza
  automatisch antwoord | automatische beantwoording | automatisch bericht | afwezig | afwezigheid
  afwezigheidsbericht | afwezigheidsmelding | afwezigheidsassistent | buiten kantoor | niet aanwezig
  autosvar | automatiskt svar | automatisk svar | frånvaro | frånvarande | frånvaromeddelande | fraværende | fravær
  fraværsmelding | fraværsmeddelelse | fraværsbesked | ikke til stede | ikke på kontoret | automaattinen vastaus
  poissaoloviesti | poissaoloilmoitus | poissa toimistosta | poissa
  odpowiedź automatyczna | automatyczna odpowiedź | autoodpowiedź | nieobecność | nieobecny | nieobecna
  poza biurem | automatická odpověď | automatická odpoveď | mimo kancelář | mimo kanceláriu | nepřítomnost
  automatikus válasz | házon kívül | răspuns automat | în afara biroului | automatski odgovor | samodejni odgovor
  automaatvastus | automatinis atsakymas | automātiskā atbilde | автоматический ответ | автоответ | автоответчик
  вне офиса | автоматична відповідь | автоматичен отговор | αυτόματη απάντηση | εκτός γραφείου | otomatik yanıt
  otomatik cevap | ofis dışında
  自動応答 | 自動返信 | 不在通知 | 自动答复 | 自动回复 | 自動回覆 | 자동 회신 | 자동 응답 | رد تلقائي | תשובה אוטומטית | balasan otomatis
  trả lời tự động
`);

/** Titles of somebody's own: `Ana Souza is out of the office until …`. */
export const TITLE = phrases(`
  is out of the office | is out of office | will be out of the office | i am out of the office
  i'm out of the office | i am away | i'm away | is away from | am away from | away from my mail | away from my desk
  away from my email | away from the office | away until | away till | out until | out of office until | on vacation
  on holiday | on holidays | on leave | on annual leave | on maternity leave | on parental leave | on sabbatical
  on sick leave | no longer with the company | is no longer with | has left the company
  está fora do escritório | estarei fora do escritório | estou fora do escritório | está ausente | estarei ausente
  estou ausente | encontra-se ausente | está de férias | estou de férias | estarei de férias | em férias | de férias
  férias até | ausente até | licença maternidade | licença-maternidade | em licença | em recesso
  recesso de fim de ano | férias coletivas | férias coletivas até | de baixa médica | não faz mais parte
  está fuera de la oficina | estoy fuera de la oficina | estaré fuera de la oficina | está fuera de oficina
  está ausente | estoy ausente | estaré ausente | de vacaciones | vacaciones hasta | ausente hasta
  ausente de la oficina | de licencia | licencia por maternidad | de baja médica | baja por maternidad
  ya no trabaja
  en vacances | en congé | en congés | est absent | est absente | je suis absent | je suis absente | absent jusqu'au
  ist nicht im büro | ist außer haus | im urlaub | ist abwesend | bin abwesend | abwesend bis | in ferie
  è fuori ufficio | sono assente | met vakantie | op vakantie | met verlof | afwezig tot | på semester | på ferie
  lomalla | na urlopie | jestem nieobecny | dovolená | в отпуске | в командировке | у відпустці | tatilde
  szabadságon | în concediu
`);

/** How people tell a responder to say that they are away. People also say so themselves: it proves nothing alone. */
export const ABSENCE = phrases(`
  i am ~ out of the office | i'm ~ out of the office | i am ~ out of office | i'm ~ out of office | i am ~ away
  i'm ~ away | i am ~ on vacation | i'm ~ on vacation | i am ~ on holiday | i'm ~ on holiday | i am ~ on leave
  i am ~ on annual leave | i'm ~ on annual leave | i am on ~ leave | i'm on ~ leave | i will be out | i'll be out
  i will be away | i'll be away | i will be on | will be out of the office | will be out of office
  is ~ out of the office | is ~ out of office | am not in the office | not be in the office | i have left the office
  our office is closed | our offices are closed | our office will be closed | office is currently closed
  limited access to | no access to my | intermittent access | will not be checking | will not be reading
  not be able to read | will respond ~ upon my return | will reply ~ upon my return | when i return
  when i get back | upon my return | as soon as i return | return to the office | returning to the office
  back in the office | on my return | will return on | i will be back | i'll be back | for urgent matters
  in urgent cases | if it is urgent | if your matter is urgent | for immediate assistance
  no longer with the company | i have left the company | no longer work at | no longer works at | no longer employed
  estou ~ de férias | estarei ~ de férias | estou ~ em férias | estarei ~ em férias | estou ~ ausente
  estarei ~ ausente | estou ~ fora do escritório | estarei ~ fora do escritório | estarei fora
  estou fora da empresa | encontro-me ~ ausente | encontro-me ~ de férias | encontro-me ~ fora
  me encontro ~ ausente | me encontro ~ de férias | me encontro ~ fora | estou em licença | estou de licença
  estarei em licença | estarei de licença | em licença maternidade | em licença-maternidade | de baixa médica
  acesso limitado ao | acesso restrito ao | sem acesso ao e-mail | sem acesso ao email | sem acesso a e-mails
  retorno no dia | retorno dia | retornarei | retorno ao escritório | regresso ao escritório | regressarei
  voltarei no dia | voltarei dia | voltarei em | volto no dia | volto dia | assim que eu retornar
  assim que retornar | assim que regressar | assim que eu voltar | assim que voltar | assim que possível
  no meu retorno | no meu regresso | logo após meu retorno | em caso de urgência | em casos urgentes
  para assuntos urgentes | caso seja urgente | se for urgente | nosso escritório está fechado | não faço mais parte
  não faz mais parte | não trabalha mais | recesso de fim de ano | em recesso | em férias coletivas
  estoy ~ de vacaciones | estaré ~ de vacaciones | estoy ~ fuera de la oficina | estaré ~ fuera de la oficina
  estoy ~ fuera de oficina | estaré ~ fuera de oficina | estoy ~ ausente | estaré ~ ausente | me encuentro ~ ausente
  me encuentro ~ de vacaciones | me encuentro ~ fuera | me encontraré ~ fuera | me encontraré ~ ausente
  estaré fuera | estoy de licencia | estaré de licencia | de baja médica | de baja por | acceso limitado
  sin acceso al correo | sin acceso a mi correo | regreso el | regresaré | volveré el | vuelvo el | a mi regreso
  a mi vuelta | en cuanto regrese | en cuanto vuelva | tan pronto como regrese | a la brevedad | en caso de urgencia
  para asuntos urgentes | para temas urgentes | si es urgente | si su consulta es urgente
  nuestra oficina está cerrada | nuestras oficinas están cerradas | ya no trabajo | ya no trabaja
  ya no forma parte
  je suis ~ absent | je suis ~ absente | je serai ~ absent | je serai ~ absente | je suis ~ en congé
  je suis ~ en congés | je serai ~ en congés | je suis en vacances | je suis en déplacement | absente du bureau
  absent du bureau | dès mon retour | à mon retour | de retour le | en cas d'urgence | accès limité
  ich bin ~ nicht im büro | ich bin ~ nicht im haus | ich bin ~ außer haus | ich bin ~ im urlaub
  ich bin ~ abwesend | ich befinde mich ~ im urlaub | bin ich ~ nicht im büro | bin ich ~ im urlaub
  bin ~ nicht erreichbar | ich bin ~ wieder erreichbar | ab dem ~ wieder | nach meiner rückkehr
  in dringenden fällen | nicht weitergeleitet | wird nicht automatisch weitergeleitet
  sono ~ in ferie | sarò ~ in ferie | sono ~ fuori ufficio | sarò ~ fuori ufficio | sono ~ assente | sarò ~ assente
  sono fuori sede | al mio rientro | al mio ritorno | per urgenze | in caso di urgenza | tornerò il | rientrerò il
  ik ben ~ afwezig | ik ben ~ niet aanwezig | ik ben ~ met vakantie | ik ben ~ op vakantie | ik ben met verlof
  bij dringende | voor dringende | jag är ~ på semester | jag har semester | jag är ~ inte på kontoret
  jag är ~ bortrest | åter på kontoret | jag är tillbaka | jeg er ~ på ferie | jeg holder ferie
  jeg er ~ ikke på kontoret | jeg er ~ ikke til stede | tilbage på kontoret | tilbake på kontoret | olen ~ lomalla
  olen ~ poissa | jestem ~ nieobecny | jestem ~ nieobecna | jestem ~ na urlopie | przebywam na urlopie
  w pilnych sprawach | jsem ~ na dovolené | nejsem v kanceláři | som ~ na dovolenke | szabadságon vagyok
  sunt ~ în concediu | нахожусь в отпуске | я в отпуске | буду в отпуске | нахожусь в командировке
  в срочных случаях | перебуваю у відпустці | izindeyim | ofis dışındayım
`);

/** Words of absence, whoever is absent: they count beside a word of return, under a subject of absence. */
export const GONE = phrases(`
  away | absent | out of office | out of the office | vacation | holiday | holidays | on leave | travelling | traveling
  annual leave | sabbatical | off work | off sick | no access | left the company | have left | has left
  ausente | férias | viagem | viajando | licença | folga | recesso | fora do escritório | fora da empresa | estou fora
  estarei fora | sem acesso | desliguei-me | me desliguei | não estou disponível
  vacaciones | vacacional | de viaje | viajando | licencia | de baja | fuera | no tendré acceso | sin acceso | no estoy disponible
  en vacances | congé | congés | en déplacement | absente | urlaub | abwesend | dienstreise | außer haus | ferie | assente | in viaggio
  vakantie | afwezig | semester | bortrest | urlop | urlopie | nieobecny | nieobecna | отпуске | отпуск | командировке
`);

/** When somebody is back, or who stands in for them. */
export const RETURN = phrases(`
  return | returning | be back | i'm back | back on | back in | until | till | upon my | when i | contact | in my absence | respond when | reply when
  as soon as
  retorno | retornarei | regresso | regressarei | volto | voltarei | até | na volta | na minha ausência | procurem | procure | falem com
  fale com | contate | contacte | respondo | responderei | urgências | urgência | urgente
  regreso | regresaré | vuelvo | volveré | a la vuelta | a mi vuelta | hasta | en mi ausencia | contacte | contacten | contacta | contactar
  responderé | contestaré | urgencias | urgencia
  jusqu'au | retour | zurück | bis zum | bis | vertretung | rientro | ritorno | fino al | terug | tot | tillbaka | åter | tilbage | tilbake
  wrócę | wracam | do dnia | вернусь | до
`);

/** Somebody speaks of themselves, or thanks for a mail. */
export const MYSELF = phrases(`
  i | i'm | i'll | i've | me | thank you for your | thanks for your | thank you for contacting
  estou | estarei | entrei | volto | voltarei | retorno | retornarei | regresso | respondo | responderei | encontro-me | me encontro
  obrigado pelo | obrigada pelo | obrigado por | obrigada por | obrigado pela | obrigada pela | agradeço | agradecemos | meu retorno | minha volta
  estoy | estaré | vuelvo | volveré | regreso | regresaré | contestaré | responderé | me encuentro | tendré | gracias por | mi regreso
  je | ich | bin | sono | sarò | ik | jag | jeg | jestem | я
`);

/** Absence still to come: a person tells of it beforehand, a responder speaks while its owner is away. */
export const AHEAD = phrases(`
  tomorrow i | from tomorrow | as of tomorrow | starting tomorrow | out tomorrow | away tomorrow | office tomorrow | leave tomorrow
  i am going to be | i'm going to be | i am going on | i'm going on | from ~ on i will | from ~ on i'll | starting ~ i will
  amanhã vou | amanhã estarei | amanhã estou | amanhã não | amanhã fico | a partir de amanhã | desde amanhã | estarei fora amanhã
  vou estar | vou ficar | vou tirar | vou sair | vou entrar | entro de férias | entro em férias | saio de férias
  férias a partir de | fora a partir de | ausente a partir de | escritório a partir de | licença a partir de
  mañana voy | mañana estaré | mañana estoy | mañana no | mañana salgo | a partir de mañana | desde mañana | voy a estar | voy a salir
  me voy de | salgo de vacaciones | vacaciones a partir de | ausente a partir de | oficina a partir de | fuera a partir de
`);

/** The three things that nearly every notice of absence says, in this order or another. */
export const THANKS = phrases(`
  thank you for your email | thank you for your e-mail | thank you for your message | thank you for your mail | thanks for your email
  thanks for your e-mail | thanks for your message | thank you for contacting | thank you for writing
  obrigado pela sua mensagem | obrigada pela sua mensagem | obrigado pela mensagem | obrigada pela mensagem | obrigado por sua mensagem
  obrigada por sua mensagem | obrigado pelo seu e-mail | obrigada pelo seu e-mail | obrigado pelo seu email | obrigada pelo seu email
  obrigado pelo e-mail | obrigada pelo e-mail | obrigado pelo email | obrigada pelo email | obrigado pelo seu contato
  obrigado pelo seu contacto | obrigado pelo contato | obrigada pelo contato | agradeço o seu | agradeço seu | agradeço a sua | agradeço sua
  agradeço o contato | agradeço o contacto
  gracias por su correo | gracias por tu correo | gracias por su mensaje | gracias por tu mensaje | gracias por su email
  gracias por tu email | gracias por su e-mail | gracias por escribir | gracias por contactar | agradezco su | agradezco tu
`);
export const UNTIL = phrases(`
  until | till | through | return on | returning on | be back on | back in the office on
  até | retorno em | retorno dia | retorno no dia | retornarei em | retornarei dia | retornarei no dia | volto em | volto dia
  volto no dia | voltarei em | voltarei dia | voltarei no dia | regresso a | regressarei a
  hasta | regreso el | regresaré el | vuelvo el | volveré el
`);
export const URGENT = phrases(`
  urgent ~ contact | urgent ~ reach | urgent ~ call | urgent ~ write to | urgently ~ contact | emergency ~ contact | emergencies ~ contact
  immediate assistance ~ contact | immediate attention ~ contact | please contact ~ urgent
  urgência ~ contate | urgência ~ contatar | urgência ~ contacte | urgência ~ contactar | urgência ~ procure
  urgência ~ procurar | urgência ~ falar com | urgência ~ fale com | urgência ~ contato | urgência ~ ligue
  urgências ~ contate | urgências ~ contatar | urgências ~ contacte | urgências ~ contactar | urgências ~ procure | urgências ~ fale com
  urgente ~ contate | urgente ~ contatar | urgente ~ contacte | urgente ~ contactar | urgente ~ procure | urgente ~ fale com
  urgentes ~ contate | urgentes ~ contatar | urgentes ~ contacte | urgentes ~ contactar | urgentes ~ procure | urgentes ~ fale com
  urgencia ~ contacte | urgencia ~ contactar | urgencia ~ contacta | urgencia ~ comuníquese | urgencia ~ comunicarse | urgencia ~ escriba
  urgencia ~ diríjase | urgencias ~ contacte | urgencias ~ contactar | urgencias ~ contacta | urgente ~ contacta | urgente ~ comuníquese
`);
