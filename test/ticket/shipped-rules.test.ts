/** The rules of config.example.json, on sentences as customers of a chatbot platform write them. */
import { readFileSync } from 'node:fs';
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { classificationSchema } from '../../src/config/rules-schema.ts';
import { slaSchema } from '../../src/config/sla-schema.ts';
import { compileClassifier } from '../../src/ticket/classify.ts';
import { compileSla, targetsFor } from '../../src/ticket/sla.ts';
import { PRIORITIES, TICKET_TYPES } from '../../src/ticket/ticket.ts';
import { messageWith } from './messages.ts';

const example = parse(readFileSync(new URL('../../config.example.json', import.meta.url), 'utf8'), [], {
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
