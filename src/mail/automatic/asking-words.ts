/**
 * What people write when they want something of a support desk. Whoever writes so about automatic replies and holidays
 * is no responder: these words, like a question mark, speak against one.
 */
import { phrases } from '../phrases.ts';

export const ASKING = phrases(`
  bot | bots | chatbot | flow | flows | how do | how can | how to | can you | could you | we need | i need | i want | we want
  please change | please check | please fix | please close | please send | please add | please remove | not working
  does not work | doesn't work | stopped working | stopped sending | not sent | not get | do not receive | does not receive
  nobody answered | nobody has answered | no one answered | no one has answered | nobody replied | still waiting
  is broken | is wrong | an error | the error | fails | should say | attached
  fluxo | fluxos | como faço | como posso | como configuro | como altero | como mudo | preciso | precisamos | quero | queremos
  gostaria de | gostaríamos de | podem ver | podem configurar | poderiam | alterem | alterar | troquem | trocar | mudar | configurar
  ninguém respondeu | ninguém me respondeu | ninguém responde | ninguém nos respondeu | aguardo retorno | aguardamos retorno
  não funciona | não está funcionando | parou de | não envia | não recebe | não registra | deu erro | dá erro | um erro | o erro
  deveria | fechem | encerrem | podem encerrar | segue anexo | segue em anexo | anexei
  flujo | flujos | cómo hago | cómo puedo | cómo cambio | necesito | necesitamos | quiero | queremos | quisiera | podrían | pueden
  nadie respondió | nadie ha respondido | nadie responde | nadie me | nadie nos | sigo esperando | seguimos esperando
  cambien | cambiar | configurar | no funciona | dejó de | no envía | no recibe | un error | el error | debería | cierren | adjunto
`);
