/**
 * What programs say of themselves and of what they were sent. Whether a mail with such words is automatic is
 * `responder.ts`'s question.
 */
import { opening, phrases } from '../phrases.ts';

/** How a program says to be one. People quote it, and ask about it. */
export const CONFESSION = phrases(
  `
  this is an automatic reply | this is an automatic response | this is an automated reply
  this is an automated response | this is an automatic message | this is an automated message
  this is an automated email | this is an automated e-mail | this is an automatic email
  this is an automatic e-mail | this is an auto-reply | this is an auto reply | this is an autoreply
  this is an auto-generated | this is an auto generated | this is an automatically generated
  this message was automatically generated | this message has been automatically generated
  this email was automatically generated | this e-mail was automatically generated
  this email has been automatically generated | this message was sent automatically
  this email was sent automatically | this e-mail was sent automatically | was generated automatically
  this is an autoresponse | this is an auto-response | this is an auto response | this is a system generated
  this is a system-generated | automated acknowledgement | automated acknowledgment | auto-generated email
  esta é uma resposta automática | está é uma resposta automática | esta é uma mensagem automática
  este é um e-mail automático | este é um email automático | este e-mail é automático | este email é automático
  essa é uma mensagem automática | essa é uma resposta automática | esse é um e-mail automático
  mensagem gerada automaticamente | mensagem enviada automaticamente | e-mail gerado automaticamente
  email gerado automaticamente | e-mail enviado automaticamente | email enviado automaticamente
  foi gerado automaticamente | foi gerada automaticamente | foi enviado automaticamente
  foi enviada automaticamente | gerada automaticamente pelo | resposta automática do sistema
  resposta gerada automaticamente | esta es una respuesta automática | este es un mensaje automático
  este es un correo automático | éste es un correo electrónico automático | este es un correo electrónico automático
  mensaje generado automáticamente | correo generado automáticamente | respuesta generada automáticamente
  ha sido generado automáticamente | fue generado automáticamente | ha sido enviado automáticamente
  fue enviado automáticamente | se ha generado automáticamente | mensaje enviado automáticamente
  correo enviado automáticamente | ceci est une réponse automatique | ceci est un message automatique
  message généré automatiquement | dies ist eine automatische | dies ist eine automatisch generierte
  diese nachricht wurde automatisch | diese e-mail wurde automatisch | automatisch erzeugte | automatisch generierte
  questa è una risposta automatica | questo è un messaggio automatico | messaggio generato automaticamente
  dit is een automatisch | dit is een geautomatiseerd | automatisch gegenereerd | detta är ett automatiskt
  det här är ett automatiskt | dette er en automatisk | dette er et automatisk | dette er et autosvar
  tämä on automaattinen | wiadomość wygenerowana automatycznie | to jest automatyczna | toto je automatická
  ez egy automatikus | acesta este un mesaj automat | это автоматический ответ | это автоматическое
  сообщение сформировано автоматически | bu otomatik | 本邮件由系统自动
`,
  /auto|generated|otomatik|автомат|自动/,
);

/** What machines ask for: no answer, or an answer in the right place. Other help desks put it on their people's mail too. */
export const REQUEST = phrases(
  `
  do not reply to this email | do not reply to this e-mail | do not reply to this message
  do not reply directly to this | don't reply to this email | please do not reply | replies to this email are not
  this mailbox is not monitored | this inbox is not monitored | unmonitored mailbox | unattended mailbox
  sent from an unmonitored | sent from a notification-only | type your reply above this line | reply above this line
  write above this line | não responda este e-mail | não responda este email | não responda a este e-mail
  não responda a este email | não responda a esta mensagem | não responda esta mensagem | favor não responder
  por favor não responda | por favor, não responda | não é necessário responder | esta caixa não é monitorada
  caixa de e-mail não monitorada | responda acima desta linha | escreva sua resposta acima desta linha
  digite sua resposta acima desta linha | responder acima desta linha | no responda a este correo
  no responda a este mensaje | no responda este correo | no responda este mensaje | no responder a este correo
  no responder a este mensaje | no responder este correo | por favor no responda | por favor, no responda
  no conteste a este correo | no conteste este correo | este buzón no está supervisado
  esta cuenta no es monitoreada | responda por encima de esta línea | responda encima de esta línea
  escriba su respuesta por encima de esta línea | escriba su respuesta encima de esta línea
  ne pas répondre à ce message | ne pas répondre à cet e-mail | merci de ne pas répondre
  bitte antworten sie nicht auf diese | non rispondere a questa | niet op dit bericht reageren
  prosimy nie odpowiadać | не отвечайте на это
`,
  /repl(?:y|ies)|monitor|unattended|notification-only|(?:above this|acima desta|encima de esta) lin|nao respond|necessario respond|no respond|no conteste|supervisado|ne pas repondre|antworten sie nicht|non rispondere|reageren|odpowiadac|не отвечаите/,
);

/** How other help desks acknowledge what they were sent. Their people say so too. */
export const ACKNOWLEDGEMENT = phrases(`
  we have received your request | we have received your message | we have received your email
  we have received your e-mail | we have received your inquiry | we have received your enquiry
  we received your request | we received your message | we received your email | we received your e-mail
  we have received your ticket | we've received your | your request has been received
  your message has been received | your email has been received | your e-mail has been received
  your request ~ has been received | your ticket has been created | your ticket has been received
  your ticket has been opened | ticket has been created | ticket has been opened | a support ticket has been
  a ticket has been | a case has been created | your case has been created | your case number | your ticket number
  your ticket id | ticket id is | case number is | ticket number is | thank you for contacting
  thanks for contacting | thank you for reaching out | thank you for getting in touch | has been assigned a ticket
  has been assigned ticket | assigned a tracking number | within 24 hours | within one business day | within ~ business days
  will get back to you | will respond to you as soon as
  will be in touch
  recebemos sua solicitação | recebemos a sua solicitação | recebemos seu chamado | recebemos o seu chamado
  recebemos sua mensagem | recebemos a sua mensagem | recebemos seu e-mail | recebemos o seu e-mail
  recebemos seu email | recebemos o seu email | recebemos seu contato | recebemos o seu contato
  recebemos o seu pedido | recebemos seu pedido | foi recebido com sucesso | foi recebida com sucesso
  sua solicitação foi recebida | a sua solicitação foi recebida | sua mensagem foi recebida | seu chamado foi aberto
  seu chamado foi registrado | seu chamado foi criado | chamado foi aberto | chamado foi registrado
  o seu pedido foi registado | foi registrada sob o número | foi registrado sob o número
  foi registado com o número | seu ticket foi criado | seu ticket foi aberto | um ticket foi criado
  número do seu chamado | número do chamado | número do protocolo | seu protocolo é | protocolo de atendimento
  número de protocolo | em até 24 horas | em até ~ úteis | agradecemos o seu contato | agradecemos seu contato | agradecemos o contato
  agradecemos o seu contacto | obrigado por entrar em contato | obrigado pelo contato | obrigado por contatar
  em breve retornaremos | em breve entraremos em contato | em breve responderemos | retornaremos em breve
  retornaremos o contato | responderemos em breve
  hemos recibido su solicitud | hemos recibido tu solicitud | hemos recibido su mensaje | hemos recibido tu mensaje
  hemos recibido su correo | hemos recibido tu correo | hemos recibido su consulta | hemos recibido tu consulta
  recibimos su solicitud | recibimos tu solicitud | recibimos su mensaje | recibimos tu mensaje
  recibimos tu consulta | recibimos su consulta | su solicitud ha sido recibida | tu solicitud ha sido recibida
  su solicitud fue recibida | su caso ha sido | su ticket ha sido | tu ticket ha sido | se ha creado un ticket
  se ha creado el ticket | se ha abierto un ticket | se ha abierto el ticket | ha sido registrada con el número
  ha sido registrado con el número | su número de caso | su número de ticket | número de ticket | número de caso
  en un plazo de | gracias por contactar | gracias por contactarnos | gracias por comunicarse | gracias por ponerse en contacto
  gracias por ponerte en contacto | gracias por escribirnos | agradecemos su contacto | nos pondremos en contacto
  le responderemos | te responderemos
  nous avons bien reçu votre | votre demande a bien été | un ticket a été créé | wir haben ihre anfrage
  wir haben ihre e-mail erhalten | wir haben ihre nachricht erhalten | ihre anfrage ist bei uns | ihre anfrage wurde
  ihre ticketnummer | abbiamo ricevuto la | la tua richiesta è stata | la sua richiesta è stata | we hebben uw
  uw aanvraag | uw bericht is ontvangen | vi har mottagit | vi har modtaget | vi har mottatt
  olemme vastaanottaneet | otrzymaliśmy twoje | otrzymaliśmy państwa | twoje zgłoszenie | ваше обращение
  мы получили ваш
`);

/** Subjects of such acknowledgements. */
export const RECEIVED = opening(`
  request received | ticket received | message received | email received | inquiry received | we have received your
  we received your | we've received your | your request has been received | your ticket has been
  your message has been received | ticket created | new ticket created | case created
  recebemos sua | recebemos a sua | recebemos seu | recebemos o seu | sua solicitação foi | seu chamado foi
  chamado aberto | chamado registrado | solicitação recebida | pedido recebido | mensagem recebida
  hemos recibido su | hemos recibido tu | recibimos su | recibimos tu | su solicitud ha sido | tu solicitud ha sido
  su solicitud fue | solicitud recibida | mensaje recibido | ticket creado | caso creado
  votre demande a | nous avons bien reçu | ihre anfrage | eingangsbestätigung | ticket erstellt | abbiamo ricevuto
`);
