import type { NodeOutcome } from '../workflow';

/** The most sequences whose totals are remembered. */
const maxSequences = 20;

/** Adds up the outcomes of the runs that came of one sequence of messages, by node. */
export class SequenceTotals {
  /** By the sequence's id, in the order of their last addition. */
  private readonly sequences = new Map<string, Map<string, NodeOutcome>>();

  /** Returns the total of a node with this outcome. */
  add(sequence: string, nodeId: string, { succeeded, failed, skipped, firstError }: NodeOutcome): NodeOutcome {
    const nodes = this.sequences.get(sequence) ?? new Map<string, NodeOutcome>();
    this.sequences.delete(sequence);
    this.sequences.set(sequence, nodes);
    const before = nodes.get(nodeId) ?? { succeeded: 0, failed: 0, skipped: 0 };
    const error = before.firstError ?? firstError;
    const total = {
      succeeded: before.succeeded + succeeded,
      failed: before.failed + failed,
      skipped: before.skipped + skipped,
      ...(error ? { firstError: error } : {}),
    };
    nodes.set(nodeId, total);
    const [oldest] = this.sequences.keys();
    if (this.sequences.size > maxSequences && oldest !== undefined) this.sequences.delete(oldest);
    return total;
  }
}
