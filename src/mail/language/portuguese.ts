/** Is a Portuguese text that of Brazil or that of Portugal? Told by the words and forms that only one of them uses. */

/** One such word may be a name, or an older spelling. */
const FEWEST = 2;

const PORTUGAL = listed(`
  ficheiro ficheiros ecrã ecrãs telemóvel telemóveis utilizador utilizadores equipa equipas contacto contactos
  contactar registo registos vosso vossa vossos vossas convosco connosco aceder acedemos facto factos morada
  eletrónico electrónico eletrónica telefónico telefónica económico pretendo pretendemos pretendia planeamento gerir
  partilhar partilha colaborador activar actualizar actualização factura facturas comboio autocarro
`);
const BRAZIL = listed(`
  você vocês voce voces vc vcs arquivo arquivos tela telas celular celulares usuário usuários equipe equipes contato
  contatos registro registros conosco acessar acessa senha senhas cadastro cadastrar cadastrado pra pro tô tá boleto
  salvar compartilhar planejamento gerenciar eletrônico eletrônica telefônico econômico atendente atendentes
`);

/** "está a enviar", against "está enviando". */
const PORTUGAL_FORM = listed('estou está estamos estão estava estavam continua continuam');

/**
 * @param words lower case, in their order
 * @returns `pt-PT` where at least two words or forms say so, and more than say Brazil; else `pt-BR`
 */
export function portugueseOf(words: readonly string[]): string {
  let portugal = 0;
  let brazil = 0;
  words.forEach((word, i) => {
    if (PORTUGAL.has(word) || word.endsWith('ámos')) portugal += 1;
    else if (BRAZIL.has(word)) brazil += 1;
    else if (PORTUGAL_FORM.has(word)) {
      const next = words[i + 1] ?? '';
      if (next === 'a' && /[aei]r$/.test(words[i + 2] ?? '')) portugal += 1;
      else if (next.endsWith('ndo')) brazil += 1;
    }
  });
  return portugal >= FEWEST && portugal > brazil ? 'pt-PT' : 'pt-BR';
}

function listed(words: string): Set<string> {
  return new Set(words.trim().split(/\s+/));
}
