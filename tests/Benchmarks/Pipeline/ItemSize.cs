using System.Text;
using Amazon.DynamoDBv2.Model;

namespace ImageClassification.Benchmarks.Pipeline;

/// <summary>What DynamoDB counts as an item's size. <see href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html"/></summary>
internal static class ItemSize
{
    private const int BytesPerWriteUnit = 1024;
    private const int BytesPerReadUnit = 4096;

    public static int Of(Dictionary<string, AttributeValue> item) => item.Sum(each => Encoding.UTF8.GetByteCount(each.Key) + Of(each.Value));

    /// <summary>For the table, for the index that takes the whole item, and one for the index that takes keys only.</summary>
    public static int WriteUnits(int bytes) => (2 * (((bytes - 1) / BytesPerWriteUnit) + 1)) + 1;

    /// <summary>Eventually consistent.</summary>
    public static double ReadUnits(int bytes) => 0.5 * (((bytes - 1) / BytesPerReadUnit) + 1);

    private static int Of(AttributeValue value) => value switch
    {
        { S: { } text } => Encoding.UTF8.GetByteCount(text),
        { N: { } number } => ((number.Count(char.IsAsciiDigit) + 1) / 2) + 1,
        { L: { } list } => 3 + list.Sum(each => 1 + Of(each)),
        _ => throw new ArgumentException("Predictions hold texts, numbers and lists only.", nameof(value)),
    };
}
