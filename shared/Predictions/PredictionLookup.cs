using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>Finds many objects' predictions by one model version. Safe for use by several threads.</summary>
public sealed class PredictionLookup(IAmazonDynamoDB dynamoDb, string tableName)
{
    /// <summary>DynamoDB's own limit.</summary>
    private const int RequestSize = 100;

    /// <param name="objects">Name the objects; each once.</param>
    /// <param name="modelVersion">As name@version.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>By key, without tombstones; objects that the version has not seen are missing.</returns>
    public async Task<IReadOnlyDictionary<string, Prediction>> FindAsync(
        IEnumerable<Prediction> objects, string modelVersion, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Prediction>();
        foreach (var part in objects.Chunk(RequestSize))
        {
            var left = new Dictionary<string, KeysAndAttributes>
            {
                [tableName] = new() { Keys = [.. part.Select(each => Key(each, modelVersion))] },
            };
            while (left.Count > 0)
            {
                var response = await dynamoDb.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = left }, cancellationToken);
                foreach (var prediction in (response.Responses?.GetValueOrDefault(tableName) ?? []).Select(PredictionItem.To))
                {
                    if (prediction.Status != PredictionStatus.Deleted)
                    {
                        found[prediction.Key] = prediction;
                    }
                }

                left = response.UnprocessedKeys ?? []; // where DynamoDB holds back a part
            }
        }

        return found;
    }

    private static Dictionary<string, AttributeValue> Key(Prediction prediction, string modelVersion) => new()
    {
        ["pk"] = PredictionItem.Text(PredictionKeys.Object(prediction.Bucket, prediction.Key)),
        ["sk"] = PredictionItem.Text(modelVersion),
    };
}
