using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;

namespace ImageClassification.Query.Tests;

/// <summary>Anything that a caller sends is the caller's mistake. Every route, parameter and field of openapi.json is tried.</summary>
public sealed class HostileRequestTests
{
    private const string Key = "uploads/trip/1.jpg";
    private const string Marker = "MARKER";

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["PUT /batches/{batch}"] = """{ "expected": 5, "note": "Spring", "model": "clothing" }""",
        ["PUT /batches/{batch}/current"] = """{ "model": "clothing@2", "at": "2026-01-15T12:00:00Z" }""",
        ["PUT /predictions/{key}"] = """{ "labels": ["dress"], "eTag": "e1", "at": "2026-01-15T12:00:00Z", "sample": "random" }""",
        ["POST /batches/{batch}/truth"] = """{ "manifest": "manifests/a.json", "cursor": "0", "at": "2026-01-15T12:00:00Z" }""",
        ["POST /uploads"] = """{ "batch": "trip", "files": [{ "name": "1.jpg", "type": "image/jpeg", "size": 1000 }] }""",
        ["POST /predictions/images"] = $$"""{ "keys": ["{{Key}}"] }""",
        ["POST /batches/{batch}/backfill"] = """{ "prefix": "a", "manifest": "manifests/a.json", "model": "clothing", "cursor": "5" }""",
        ["POST /batches/{batch}/retry"] = """{ "code": "CORRUPT_IMAGE", "cursor": "5" }""",
    };

    private static readonly Dictionary<string, string> Valid = new() { ["key"] = Key, ["batch"] = "trip", ["from"] = "clothing@1", ["to"] = "clothing@2" };

    private static readonly string[] Texts =
    [
        "", " ", "\0", "\n", "\u202e", "\ufffe", "\ufeff", ".", "..", "%", "%00", "a/b", "/",
        "//", "'\"<>", "*", "#", "~", "@", "-1", "1.5", "1e999", "NaN", "null", "true", "[]",
        "uploads/", "uploads/..", "uploads/../1.jpg", "uploads/trip/\0.jpg", "manifests/", "clothing@\0", "a@b",
        new('x', 1100), new('日', 1024), "uploads/" + new string('x', 1100),
        "uploads/trip/" + new string('日', 400), "clothing@" + new string('1', 1100), new('m', 100_000),
    ];

    private static readonly string[] Values =
    [
        "null", "5", "-1", "1.5", "1e999", "true", "\"\"", "\"..\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "[null]", "[5]", "[[]]", "{}", "{\"a\":null}",
        .. Texts.Select(text => JsonValue.Create(text).ToJsonString()),
    ];

    private static readonly string[] NoObjects =
        ["", "null", "5", "[]", "[null]", "\"text\"", "{", "{}", "{\"a\":1}", "\0", "\ufeff{}", "{\"a\":" + new string('[', 2000), new('x', 100_000)];

    public static TheoryData<string> Operations => [.. QueryApi.Description.Operations.Where(operation => !DescriptionTests.Others.Contains(operation))];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task No_parameter_is_answered_by_5xx(string operation)
    {
        using var api = await FilledAsync();

        foreach (var (name, isInPath) in QueryApi.Description.Parameters(operation))
        {
            foreach (var text in Texts)
            {
                var request = Request(operation, Bodies.GetValueOrDefault(operation));
                (isInPath ? request.PathParameters : request.QueryStringParameters)[name] = text;

                var response = await api.SendAsync(request);

                response.StatusCode.ShouldBeLessThan(500, $"{name}={text}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_parameter_that_is_described_is_taken_as_are_signatures_and_none(string operation)
    {
        using var api = await FilledAsync();

        foreach (var name in QueryOf(operation).Concat(["X-Amz-Signature", "x-amz-date", ""]))
        {
            var request = Request(operation, Bodies.GetValueOrDefault(operation));
            request.QueryStringParameters[name] = Valid.GetValueOrDefault(name, "1");

            var response = await api.SendAsync(request);

            response.Body.ShouldNotContain("There is no parameter", customMessage: name);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Any_other_parameter_is_400_which_names_those_that_are_taken(string operation)
    {
        using var api = await FilledAsync();
        var taken = string.Join(", ", QueryOf(operation).Order());

        foreach (var name in new[] { "labels", "STATUS", "min-confidence", "X-Amz", "\0" })
        {
            var request = Request(operation, Bodies.GetValueOrDefault(operation));
            request.QueryStringParameters[name] = "1";

            var response = await api.SendAsync(request);

            response.StatusCode.ShouldBe(400, name);
            var sentences = JsonDocument.Parse(response.Body).RootElement.GetProperty("detail").GetString()!.Split(". This route takes ");
            sentences[0].ShouldBe($"There is no parameter {name}");
            string.Join(", ", sentences[1].TrimEnd('.').Split(", ").Order()).ShouldBe(taken.Length == 0 ? "none" : taken);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task No_body_is_answered_by_5xx_and_no_type_of_ours_is_named(string operation)
    {
        using var api = await FilledAsync();
        if (!QueryApi.Description.HasBody(operation))
        {
            return;
        }

        foreach (var body in Spoilt(JsonNode.Parse(Bodies[operation])!).Concat(NoObjects))
        {
            foreach (var isEncoded in new[] { false, true })
            {
                var request = Request(operation, isEncoded ? Convert.ToBase64String(Encoding.UTF8.GetBytes(body)) : body);
                request.IsBase64Encoded = isEncoded;

                var response = await api.SendAsync(request);

                response.StatusCode.ShouldBeLessThan(500, body);
                response.Body.ShouldNotContain("ImageClassification");
                response.Body.ShouldNotContain("System.");
                response.Body.ShouldNotContain(".NET");
            }
        }
    }

    [Theory]
    [InlineData("[{\"prefix\":5},\"a.jpg\"]")]
    [InlineData("[{\"prefix\":null},\"a.jpg\"]")]
    [InlineData("[null,5,[],{},\"\\ud800\"]")]
    [InlineData("[{\"prefix\":\"\\ud800\"}]")]
    [InlineData("[")]
    [InlineData("{\"source-ref\":5}")]
    [InlineData("{\"source-ref\":\"\\ud800\"}")]
    [InlineData("images,%ZZ%00\nimages,uploads/\0")]
    [InlineData("\u001f\u008b")]
    [InlineData("")]
    public async Task No_manifest_is_answered_by_5xx(string manifest)
    {
        using var api = await FilledAsync();
        api.S3.Objects["manifests/a"] = Encoding.Latin1.GetBytes(manifest);

        var response = await api.SendAsync(Request("POST /batches/{batch}/backfill", """{ "manifest": "manifests/a" }"""));

        response.StatusCode.ShouldBeLessThan(500);
    }

    [Theory]
    [InlineData("GET /batches", "limit")]
    [InlineData("GET /batches/{batch}/predictions", "limit")]
    [InlineData("GET /batches/{batch}/compare", "limit")]
    [InlineData("GET /batches/{batch}/predictions", "label")]
    public async Task A_cursor_that_is_forged_from_a_real_one_is_400(string operation, string other)
    {
        using var api = await FilledAsync();
        var request = Request(operation);
        request.QueryStringParameters[other] = other == "limit" ? "1" : "dress";
        request.QueryStringParameters["limit"] = "1";
        var real = JsonDocument.Parse((await api.SendAsync(request)).Body).RootElement.GetProperty("nextCursor").GetString()!;

        foreach (var position in new[] { "", "\n", "FAILED#zzz", "FAILED#zzz\n", "FAILED#zzz\n\n", "FAILED#zzz\nclothing",
            "CLASSIFIED#\nclothing@\0", "\0\nclothing@1", "\uffff", new('x', 2000), "CLASSIFIED#\nclothing@" + new string('1', 2000) })
        {
            request.QueryStringParameters["cursor"] = Base64Url.EncodeToString([.. Base64Url.DecodeFromChars(real)[..8], .. Encoding.UTF8.GetBytes(position)]);

            var response = await api.SendAsync(request);

            // The list of batches has other positions, of which some of these are.
            response.StatusCode.ShouldBe(operation == "GET /batches" && response.StatusCode == 200 ? 200 : 400, position);
        }
    }

    private static APIGatewayHttpApiV2ProxyRequest Request(string operation, string? body = null)
    {
        var request = QueryApi.Request(operation.Replace("{key}", "{key+}", StringComparison.Ordinal), body);
        foreach (var (name, isInPath) in QueryApi.Description.Parameters(operation))
        {
            if (Valid.TryGetValue(name, out var value) && (name != "batch" || isInPath))
            {
                (isInPath ? request.PathParameters : request.QueryStringParameters)[name] = value;
            }
        }

        return request;
    }

    private static IEnumerable<string> QueryOf(string operation) =>
        QueryApi.Description.Parameters(operation).Where(parameter => !parameter.IsInPath).Select(parameter => parameter.Name);

    /// <summary>The document with each of its nodes replaced, removed or accompanied.</summary>
    private static IEnumerable<string> Spoilt(JsonNode document)
    {
        foreach (var path in Paths(document).ToList())
        {
            // As text: a node cannot be half a surrogate pair.
            var marked = With(document, path, parent => parent[path[^1].Name] = Marker, array => array[path[^1].Index] = Marker);
            foreach (var value in Values)
            {
                yield return marked.Replace($"\"{Marker}\"", value, StringComparison.Ordinal);
            }

            yield return With(document, path, parent => parent.Remove(path[^1].Name), array => array.RemoveAt(path[^1].Index));
            yield return With(document, path, parent => parent["unknown"] = 5, array => array.Add(null));
        }
    }

    private static string With(JsonNode document, List<(string Name, int Index)> path, Action<JsonObject> inObject, Action<JsonArray> inArray)
    {
        var copy = document.DeepClone();
        var parent = path[..^1].Aggregate(copy, (node, step) => node is JsonArray array ? array[step.Index]! : node[step.Name]!);
        if (parent is JsonArray list)
        {
            inArray(list);
        }
        else
        {
            inObject(parent.AsObject());
        }

        return copy.ToJsonString();
    }

    private static IEnumerable<List<(string Name, int Index)>> Paths(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Paths(field.Value).Prepend([]).Select(path => path.Prepend((field.Key, 0)).ToList())),
        JsonArray items => items.SelectMany((item, index) => Paths(item).Prepend([]).Select(path => path.Prepend(("", index)).ToList())),
        _ => [],
    };

    private static async Task<QueryApi> FilledAsync()
    {
        var api = new QueryApi();
        var photos = Enumerable.Range(1, 3).Select(number => QueryApi.Prediction($"uploads/trip/{number}.jpg")).ToList();
        await api.WriteAsync(photos.SelectMany(photo => new[] { photo, photo with { Model = photo.Model with { Version = "2" } } }));
        await api.WriteAsync(QueryApi.Prediction("uploads/other/1.jpg"), QueryApi.Failure("uploads/trip/9.jpg"));
        api.S3.Objects["manifests/a.json"] = Encoding.UTF8.GetBytes("[\"a.jpg\"]");
        return api;
    }
}
