import { bytes, encode, integer, message, text, type Message } from './protobuf.js';

/** Element types of ONNX that this writer knows, by their number in onnx.proto. */
const ELEMENT = { float: 1, int64: 7 } as const;

/** The numbers of onnx.proto (IR version 9) for the few messages a small model needs. */
const MODEL = { irVersion: 1, producer: 2, graph: 7, opset: 8 } as const;
const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
const NODE = { input: 1, output: 2, operator: 4, attribute: 5 } as const;
const ATTRIBUTE = { name: 1, integer: 3, type: 20 } as const;
const TENSOR = { dimension: 1, element: 2, name: 8, raw: 9 } as const;
const INTEGER_ATTRIBUTE = 2;
const IR_VERSION = 9;
const OPSET = 17;

/** Builds an ONNX graph of one float input [rows, width] node by node; values are named by strings. */
export class GraphWriter {
  readonly input = 'features';
  private readonly nodes: Message[] = [];
  private readonly constants: Message[] = [];
  private names = 0;

  constructor(
    private readonly name: string,
    private readonly width: number,
  ) {}

  /** A float constant of the given shape, row-major. */
  floats(shape: readonly number[], values: readonly number[]): string {
    return this.constant(shape, ELEMENT.float, new Uint8Array(Float32Array.from(values).buffer));
  }

  /** A one-dimensional int64 constant. */
  integers(values: readonly number[]): string {
    return this.constant(
      [values.length],
      ELEMENT.int64,
      new Uint8Array(BigInt64Array.from(values, BigInt).buffer),
    );
  }

  /** Appends an operator of the default domain and answers the name of its only output. */
  add(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, number>> = {},
  ): string {
    const output = this.newName();
    this.append(operator, inputs, output, attributes);
    return output;
  }

  /** The whole model with `value` ([rows, 1]) as its output under the name given. */
  finish(value: string, outputName: string): Uint8Array {
    this.append('Identity', [value], outputName, {});
    return encode(
      integer(MODEL.irVersion, IR_VERSION),
      text(MODEL.producer, 'checkride example'),
      message(
        MODEL.graph,
        ...this.nodes,
        text(GRAPH.name, this.name),
        ...this.constants,
        message(GRAPH.input, tensorInfo(this.input, this.width)),
        message(GRAPH.output, tensorInfo(outputName, 1)),
      ),
      message(MODEL.opset, text(1, ''), integer(2, OPSET)),
    );
  }

  private append(
    operator: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, number>>,
  ): void {
    this.nodes.push(
      message(
        GRAPH.node,
        ...inputs.map((name) => text(NODE.input, name)),
        text(NODE.output, output),
        text(NODE.operator, operator),
        ...Object.entries(attributes).map(([name, value]) =>
          message(
            NODE.attribute,
            text(ATTRIBUTE.name, name),
            integer(ATTRIBUTE.integer, value),
            integer(ATTRIBUTE.type, INTEGER_ATTRIBUTE),
          ),
        ),
      ),
    );
  }

  private constant(shape: readonly number[], element: number, raw: Uint8Array): string {
    const name = this.newName();
    this.constants.push(
      message(
        GRAPH.initializer,
        ...shape.map((size) => integer(TENSOR.dimension, size)),
        integer(TENSOR.element, element),
        text(TENSOR.name, name),
        bytes(TENSOR.raw, raw),
      ),
    );
    return name;
  }

  private newName(): string {
    this.names += 1;
    return `v${this.names}`;
  }
}

/** A float tensor [rows, width], its number of rows left open. */
function tensorInfo(name: string, width: number): Message {
  const shape = message(2, message(1, text(2, 'rows')), message(1, integer(1, width)));
  const tensor = message(1, integer(1, ELEMENT.float), shape);
  return [...text(1, name), ...message(2, tensor)];
}
