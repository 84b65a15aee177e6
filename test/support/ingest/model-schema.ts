import type { ModelContract } from '@checkride/domain/contract/contract';
import { predictionSchema } from '@checkride/messaging/generated/prediction-v1';

/** The envelope of predictions with a model's features: numbers as nullable doubles, categories as nullable texts. */
export const modelSchema = (contract: ModelContract): object => ({
  ...(predictionSchema as object),
  name: 'ModelPrediction',
  fields: (predictionSchema as { fields: { name: string }[] }).fields.map((field) =>
    field.name === 'features'
      ? {
          name: 'features',
          type: {
            type: 'record',
            name: 'Features',
            fields: contract.features.map(({ name, type }) => ({
              name,
              type: ['null', type === 'category' ? 'string' : 'double'],
              default: null,
            })),
          },
        }
      : field,
  ),
});
