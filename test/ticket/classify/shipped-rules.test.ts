/** The rules of config.example.json, on sentences as customers of a chatbot platform write them. */
import { readFileSync } from 'node:fs';
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { classificationSchema } from '../../../src/config/rules-schema.ts';
import { slaSchema } from '../../../src/config/sla-schema.ts';
import { compileClassifier } from '../../../src/ticket/classify/classify.ts';
import { compileSla, targetsFor } from '../../../src/ticket/sla/sla.ts';
import { PRIORITIES, TICKET_TYPES } from '../../../src/ticket/ticket.ts';
import { messageWith } from '../messages.ts';

const example = parse(readFileSync(new URL('../../../config.example.json', import.meta.url), 'utf8'), [], {
  allowTrailingComma: true,
});
const { classify, problems } = compileClassifier(classificationSchema.parse(example.classification));
const of = (replyText: string, subject = '') =>
  classify({ message: messageWith({ subject, replyText }), plan: null, organization: null, language: null });

test('the shipped rules compile', () => {
  expect(problems).toEqual([]);
});

describe('what stopped, fails or is slow is an incident', () => {
  test.each([
    'Nosso bot parou de responder no WhatsApp desde as 9h.',
    'As mensagens não estão chegando aos atendentes. Podem verificar, por favor?',
    'Desde ontem a API devolve erro 503 em quase todas as chamadas.',
    'O portal está muito lento hoje, leva minutos para abrir uma conversa.',
    'Não consigo acessar o Desk: a tela fica em branco.',
    'El bot dejó de contestar y nuestros clientes no pueden hablar con nadie.',
    'Estamos teniendo fallas al enviar plantillas, ¿pueden revisar?',
    'La plataforma está muy lenta desde esta mañana.',
    'Our bot stopped responding an hour ago. How can we get it back?',
    'Webhooks are timing out and messages get lost; we keep seeing errors.',
    'Solicitamos a verificação do bot, que está fora do ar.',
  ])('%s', (text) => {
    expect(of(text)).toMatchObject({ type: 'incident', priority: 'high' });
  });

  test.each([
    'Produção parada: o bot caiu para todos os clientes.',
    'Todos los usuarios sin servicio, el bot está caído.',
    'The bot is completely down for all users.',
    'Nosso bot parou de funcionar em produção.',
  ])('and urgent where it hits everybody: %s', (text) => {
    expect(of(text)).toMatchObject({ type: 'incident', priority: 'urgent' });
  });
});

describe('what is asked is a doubt', () => {
  test.each([
    'How can I add a menu to my chatbot?',
    'Como faço para criar um novo bloco no Builder?',
    'Não consigo descobrir como configurar o horário de atendimento.',
    'Gostaria de saber se o plano Plus inclui o Desk.',
    '¿Cómo puedo integrar mi CRM con el bot?',
    'Onde encontro os relatórios de atendimento?',
    'Vocês têm um plano de resposta a incidentes que possam compartilhar?',
    "I can't figure out how to export my contacts.",
    'Tengo una duda: ¿los errores de la API tienen códigos fijos?',
  ])('%s', (text) => {
    expect(of(text).type).toBe('doubt');
  });
});

describe('what only the company can do is a task', () => {
  test.each([
    'Buenos días, solicitamos la exportación de los logs de octubre.',
    'Gostaríamos de solicitar a exclusão dos dados de um contato.',
    'Por favor, enviem o relatório de mensagens do mês passado.',
    'Precisamos de informações da nossa WABA.',
    'Could you please export the conversation logs of last week?',
    'Please increase the daily limit of our number.',
    'Favor enviar a segunda via da nota fiscal de setembro.',
    'Solicito os logs das mensagens que falharam ontem.',
    'We would like to request the deletion of a test bot.',
  ])('%s', (text) => {
    expect(of(text).type).toBe('task');
  });
});

describe('what is told, asked or wanted around a fault is told apart from the fault', () => {
  test.each([
    // Doubts: questions about maintenance, limits, what would be, plans and prices.
    ['doubt', 'Haverá manutenção programada no domingo? O portal fica disponível nesse período?'],
    ['doubt', '¿El portal tendrá un mantenimiento programado este fin de semana?'],
    ['doubt', 'Is there any planned maintenance next weekend that we should tell our teams about?'],
    ['doubt', 'What happens if the bot is down during a campaign, are messages kept?'],
    ['doubt', 'O que acontece quando o bot não responde em cinco minutos, a conversa é encerrada?'],
    ['doubt', '¿Qué pasa si el bot no responde, la conversación va a un agente?'],
    ['doubt', 'How do I configure slow mode in the chat widget?'],
    ['doubt', 'How do we set up an alert that warns us if the bot goes down?'],
    ['doubt', 'Qual a diferença entre os planos Plus e Super?'],
    ['doubt', '¿Cuál es el límite de mensajes por segundo de la API?'],
    ['doubt', 'Is it possible to have two flows on one number?'],
    ['doubt', 'Vocês têm integração com o nosso CRM?'],
    ['doubt', 'Nossa loja não funciona aos domingos. Como configuro isso no horário de atendimento?'],
    ['doubt', "We don't work on public holidays; where can I enter them?"],
    ['doubt', 'Le système de menus est facile, mais comment faire pour ajouter une image ?'],
    ['doubt', 'Guten Tag, wie richte ich eine Warteschlange ein?'],
    ['doubt', 'Quando o cliente não responde em dez minutos, como encerro a conversa?'],
    ['doubt', 'Si el cliente no responde, ¿se puede cerrar la conversación?'],
    ['doubt', "If the customer doesn't respond, can the conversation close by itself?"],
    ['doubt', 'Meu colega está fora do escritório hoje; quem pode publicar o fluxo no lugar dele?'],
    ['doubt', 'Temos um problema com os horários da fila, poderiam nos orientar?'],
    ['doubt', 'Tenemos un problema con las colas y quisiéramos orientación.'],
    ['doubt', 'We have a problem with our queues and would be glad of some guidance.'],
    // Own settings, and what it does not find or understand.
    ['doubt', 'Não consigo encontrar onde fica o menu de relatórios.'],
    ['doubt', 'No encuentro la opción para añadir un agente.'],
    ['doubt', "I can't find the setting for opening hours."],
    ['doubt', 'Estamos com dificuldade para configurar a integração com a planilha.'],
    ['doubt', 'Tenemos problemas al configurar el horario del bot.'],
    ['doubt', 'We are having trouble setting up the new queue.'],
    ['doubt', 'Depois que alterei o fluxo, o bot parou de transferir para os atendentes.'],
    ['doubt', 'Después de cambiar la configuración el menú no funciona.'],
    ['doubt', 'After we changed the welcome block, the menu does not work.'],
    // Denied, over, or only polite.
    ['doubt', 'O bot não está fora do ar, só queria confirmar o horário de vocês.'],
    ['doubt', 'El servicio no se cayó, era nuestra red. Gracias.'],
    ['doubt', 'The bot is not down, sorry for the noise.'],
    ['doubt', 'Tudo certo, voltou a funcionar. Obrigado!'],
    ['doubt', 'Ya funciona, muchas gracias.'],
    ['doubt', 'It is working again, thank you.'],
    ['doubt', 'A publicação foi feita sem problemas. Qualquer problema eu aviso.'],
    ['doubt', 'Todo bien, sin errores. Si hay cualquier problema les aviso.'],
    ['doubt', 'No problem at all, let us know if you need any issues documented.'],
    // Tasks: reports, causes, exports, changes, money.
    ['task', "Please send the report about last week's outage."],
    ['task', 'Por favor, enviem o relatório da indisponibilidade da semana passada.'],
    ['task', '¿Podrían enviarnos el informe de la caída de la semana pasada?'],
    ['task', 'Poderiam informar a causa raiz da instabilidade de ontem?'],
    ['task', 'Please extract the logs of the messages that failed on Monday.'],
    ['task', 'Poderiam enviar os logs das conversas com falha do dia 3?'],
    ['task', 'Necesitamos los registros de las conversaciones con error del lunes.'],
    ['task', 'We have a request for a feature and would like to suggest a dark theme.'],
    ['task', 'Gostaríamos de sugerir uma nova função: filtro por fila.'],
    ['task', 'Precisamos mudar de plano a partir do mês que vem, por favor.'],
    ['task', 'Necesitamos cambiar de plan desde el próximo mes.'],
    ['task', 'Our account was suspended, please reactivate it.'],
    ['task', 'Nossa conta foi suspensa ontem, poderiam reativar?'],
    ['task', 'Nuestra cuenta fue suspendida, ¿pueden reactivarla? Solicitamos la reactivación.'],
    ['task', 'There is a wrong charge on the invoice of March.'],
    ['task', 'Fomos cobrados a mais na fatura de março.'],
    ['task', 'Nos cobraron de más este mes.'],
    ['task', 'Could you please delete the test bot that we no longer use?'],
    ['task', 'Bitte löschen Sie die Daten dieses Kontakts.'],
    ['task', 'Veuillez supprimer les données de ce contact.'],
    // Incidents, though they ask, greet or hope.
    ['incident', 'O bot parou de novo depois da manutenção programada.'],
    ['incident', 'Bot fora do ar. Como resolver isso rápido?'],
    ['incident', 'Let me know if you need more details: agents get an error when they answer.'],
    ['incident', 'Could you tell me how to fix this? Messages fail with an error since noon.'],
    ['incident', 'Por favor, oriéntenos cómo solucionar el error que aparece desde ayer.'],
    ['incident', 'Avisem se precisarem de algo: os atendentes não conseguem responder.'],
    ['incident', 'El bot se cayó ayer y volvió solo, pero se perdieron conversaciones.'],
    ['incident', 'O bot caiu ontem à noite e voltou sozinho hoje cedo.'],
    ['incident', 'Nosso número foi bloqueado e ninguém consegue falar com a gente.'],
    ['incident', 'There is a problem with the queues, please advise.'],
    ['incident', 'Temos um problema nas filas desde cedo.'],
    ['incident', 'Mensagens falham com erro; poderiam nos orientar?'],
    ['incident', 'Bitte helfen Sie uns: der Bot ist ausgefallen.'],
    ['incident', 'Bonjour, notre bot ne répond plus depuis ce matin.'],
    ['incident', 'As conversas desapareceram da fila. Posso enviar os logs se precisarem.'],
    ['incident', 'Solicitamos suporte: o painel não carrega.'],
  ])('%s: %s', (type, text) => {
    expect(of(text).type).toBe(type);
  });

  test.each([
    ['Dúvida sobre a cobrança do mês', 'Vimos um valor inesperado e gostaríamos de entender.', 'doubt'],
    ['Inquiry about the new prices', 'We saw unexpected charges.', 'doubt'],
    ['Solicitação de relatório de conversas', 'O painel mostra um erro quando exportamos.', 'task'],
    ['Solicitud de cambio de número', 'Tuvimos problemas con el operador.', 'task'],
    ['Data deletion request', 'The contact had problems with us.', 'task'],
    ['Solicitação de suporte', 'O bot está fora do ar.', 'incident'],
    ['Request for urgent support', 'The portal is down.', 'incident'],
    ['Solicitud de atención', 'El bot no responde.', 'incident'],
    ['Dúvida', 'O bot parou de responder hoje cedo.', 'incident'],
  ])('subject "%s", %s', (subject, text, type) => {
    expect(of(text, subject).type).toBe(type);
  });
});

describe('the priority', () => {
  test.each([
    ['high', 'O bot não responde.'],
    ['high', 'Hello everyone, the portal is very slow today.'],
    ['high', 'Os relatórios não carregam, mas nem todos os clientes percebem.'],
    ['urgent', 'O bot caiu e nenhum cliente é atendido.'],
    ['urgent', 'The portal is down for all users.'],
    ['urgent', 'El bot no responde y nadie puede trabajar.'],
    ['urgent', 'Der Bot ist ausgefallen, alle Kunden warten.'],
    ['normal', 'O painel não abre só para um usuário: apenas um atendente relata isso.'],
    ['normal', 'Only one user cannot open the panel.'],
    ['normal', 'Solamente un agente no puede abrir el panel.'],
    ['normal', 'O bot caiu ontem mas já voltou ao normal.'],
    ['normal', 'The bot went down at noon and is back online.'],
    ['high', 'O bot caiu ontem e ainda não voltou ao normal.'],
    ['high', 'The bot went down; please get it working again.'],
  ])('of an incident is %s: %s', (priority, text) => {
    expect(of(text)).toMatchObject({ type: 'incident', priority });
  });

  test.each([
    ['normal', '', 'Como configuro um menu?'],
    ['high', 'Urgente: troca de número', 'Precisamos trocar o número do bot hoje, por favor.'],
    ['high', 'Urgent question', 'How do I add a menu?'],
    ['low', '', '¿Cómo puedo añadir un menú? No es urgente.'],
    ['low', 'Relatório, não é urgente', 'Por favor, enviem o relatório do mês.'],
  ])('of what is none is %s: %s %s', (priority, subject, text) => {
    const found = of(text, subject);
    expect(found.type).not.toBe('incident');
    expect(found.priority).toBe(priority);
  });
});

test('tags tell what a mail is about', () => {
  expect(of('O webhook da nossa API de WhatsApp não responde').tags).toEqual(['whatsapp', 'api']);
  expect(of('Erro na minha fatura', 'Cobrança').tags).toEqual(['billing']);
  expect(of('Esqueci a senha').tags).toEqual(['login']);
});

test('the shipped policies have a target for every type and priority', () => {
  const compiled = compileSla(slaSchema.parse(example.sla));
  expect(compiled.problems).toEqual([]);
  for (const policy of compiled.sla.policies.values()) {
    for (const type of TICKET_TYPES) {
      for (const priority of PRIORITIES)
        expect(targetsFor(policy, type, priority), `${policy.name} ${type}/${priority}`).not.toBeNull();
    }
  }
});
