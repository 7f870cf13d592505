using Amazon.DynamoDBv2.Model;

namespace ImageClassification.Testing;

/// <summary>What the names of an expression stand for.</summary>
/// <param name="Item">Null where there is none yet.</param>
/// <param name="Names">Of attributes: #name.</param>
/// <param name="Values">Of the request: :name.</param>
internal readonly record struct Scope(
    Dictionary<string, AttributeValue>? Item, Dictionary<string, string>? Names, Dictionary<string, AttributeValue>? Values)
{
    public AttributeValue? Find(string operand) => operand[0] == ':'
        ? (Values ?? []).TryGetValue(operand, out var value) ? value : throw new NotSupportedException($"The request has no value for {operand}.")
        : Item?.GetValueOrDefault(Name(operand));

    public string Name(string path) => path[0] == '#' ? Names![path] : path;
}
