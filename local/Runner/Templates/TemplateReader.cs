using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageClassification.Runner.Aws;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ImageClassification.Runner.Templates;

/// <summary>Reads template.yaml: the listed resource types, and those that mean nothing on one machine; others are refused.</summary>
internal sealed class TemplateReader
{
    private const string Function = "AWS::Serverless::Function";
    private const string HttpApi = "AWS::Serverless::HttpApi";
    private const string Bucket = "AWS::S3::Bucket";
    private const string Queue = "AWS::SQS::Queue";
    private const string Rule = "AWS::Events::Rule";
    private const string Table = "AWS::DynamoDB::Table";

    private static readonly HashSet<string> Understood = [Function, HttpApi, Bucket, Queue, Rule, Table];

    /// <summary>Rights, encryption and watching, which the services on one machine do not have.</summary>
    private static readonly HashSet<string> Ignored =
    [
        "AWS::CloudWatch::Alarm", "AWS::CloudWatch::Dashboard", "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::Role",
        "AWS::KMS::Alias", "AWS::KMS::Key", "AWS::Lambda::Permission", "AWS::Logs::LogGroup", "AWS::Pipes::Pipe", "AWS::S3::BucketPolicy",
        "AWS::SQS::QueuePolicy",
    ];

    /// <summary>On one machine they may be below the template's MinValue, so that retries end soon.</summary>
    private static readonly HashSet<string> Shorter = ["VisibilityTimeout", "MaxReceiveCount"];

    private readonly YamlMappingNode _root;
    private readonly string _folder;
    private readonly string _stackName;
    private readonly Uri _queueEndpoint;
    private readonly Dictionary<string, string> _parameters;
    private readonly Intrinsics _intrinsics;

    private TemplateReader(
        YamlMappingNode root, string folder, string stackName, IReadOnlyDictionary<string, string> overrides, Uri queueEndpoint)
    {
        _root = root;
        _folder = folder;
        _stackName = stackName;
        _queueEndpoint = queueEndpoint;
        _intrinsics = new(AttributeOf, Holds);
        _parameters = Section("Parameters").Children.ToDictionary(
            parameter => parameter.Key.ToString(),
            parameter => overrides.GetValueOrDefault(parameter.Key.ToString())
                ?? Get((YamlMappingNode)parameter.Value, "Default")?.ToString()
                ?? throw TemplateFault.At(parameter.Key, $"The parameter {parameter.Key} needs a value: --parameter-overrides {parameter.Key}=…"));
        foreach (var (name, value) in _parameters)
        {
            var definition = Map(Section("Parameters"), name);
            var (low, high) = (Shorter.Contains(name) ? "1" : $"{Get(definition, "MinValue") ?? "0"}", $"{Get(definition, "MaxValue") ?? "2147483647"}");
            if (Get(definition, "Type")?.ToString() == "Number" && !IsWithin(value, low, high))
            {
                throw new UsageException($"--parameter-overrides: {name} must be a whole number from {low} to {high}, not \"{value}\".");
            }

            if (Get(definition, "AllowedValues") is YamlSequenceNode allowed && !allowed.Children.Any(child => child.ToString() == value))
            {
                throw new UsageException($"--parameter-overrides: {name} must be one of {string.Join(", ", allowed.Children)}, not \"{value}\".");
            }

            if (Get(definition, "AllowedPattern") is { } pattern && !IsOfThisMachine(value) && !Regex.IsMatch(value, $"^(?:{pattern})$"))
            {
                throw new UsageException(
                    $"--parameter-overrides: {name} is \"{value}\". {Get(definition, "ConstraintDescription") ?? $"It must match {pattern}"}");
            }
        }

        if (overrides.Keys.FirstOrDefault(name => !_parameters.ContainsKey(name)) is { } unknown)
        {
            throw new UsageException($"--parameter-overrides: template.yaml has no {unknown}; it has {string.Join(", ", _parameters.Keys)}.");
        }
    }

    /// <summary>The repository's template, with samconfig.toml's values for the environment <c>local</c>.</summary>
    /// <param name="overrides">Values of parameters, before samconfig.toml's.</param>
    public static Stack ReadLocal(string root, IReadOnlyDictionary<string, string> overrides, Uri queueEndpoint)
    {
        var config = SamConfig.Read(Path.Combine(root, "samconfig.toml"));
        var values = new Dictionary<string, string>(config.ParameterOverrides);
        foreach (var (name, value) in overrides)
        {
            values[name] = value;
        }

        return Read(Path.Combine(root, "template.yaml"), config.StackName, values, queueEndpoint);
    }

    /// <param name="path">The template's file; project folders are relative to it.</param>
    /// <param name="stackName">Used in the names of resources that the template does not name.</param>
    /// <param name="overrides">Values of parameters, before their defaults.</param>
    /// <param name="queueEndpoint">Where SQS is: part of a queue's <c>Ref</c>.</param>
    public static Stack Read(string path, string stackName, IReadOnlyDictionary<string, string> overrides, Uri queueEndpoint)
    {
        var yaml = new YamlStream();
        try
        {
            using var text = File.OpenText(path);
            yaml.Load(text);
        }
        catch (YamlException exception)
        {
            throw new LocalException($"template.yaml, line {exception.Start.Line}: {exception.Message}");
        }

        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        return new TemplateReader(root, Path.GetDirectoryName(path)!, stackName, overrides, queueEndpoint).Read();
    }

    private Stack Read()
    {
        var resources = Section("Resources").Children
            .Select(pair => (Id: pair.Key.ToString(), Node: (YamlMappingNode)pair.Value))
            .Where(resource => Get(resource.Node, "Condition") is not { } condition || Holds(condition.ToString()))
            .ToLookup(resource => TypeOf(resource.Node));
        var notifications = resources[Bucket].SelectMany(bucket => ReadNotifications(bucket.Id, bucket.Node))
            .Concat(resources[Rule].SelectMany(rule => RuleReader.Read(rule.Node, PropertiesOf(rule.Node)))).ToList();
        return new(
            [.. resources[Function].Select(resource => ReadFunction(resource.Id, resource.Node, notifications))],
            [.. resources[Queue].Select(resource => ReadQueue(resource.Id, resource.Node))],
            [.. resources[Table].Select(resource => ReadTable(resource.Id, resource.Node))],
            [.. resources[Bucket].Select(resource => NameOf(resource.Id, resource.Node))]);
    }

    /// <summary>The bucket's notifications, each with the function's ARN.</summary>
    private IEnumerable<(string Function, EventSource Source)> ReadNotifications(string id, YamlMappingNode node) =>
        from each in PropertiesOf(node)["NotificationConfiguration"]?["LambdaConfigurations"] as JsonArray ?? []
        let rules = (each!["Filter"]?["S3Key"]?["Rules"] as JsonArray ?? [])
            .ToDictionary(rule => rule!["Name"]!.ToString(), rule => rule!["Value"]!.ToString(), StringComparer.OrdinalIgnoreCase)
        select (each["Function"]!.ToString(),
            (EventSource)new EventSource.Bucket(
                NameOf(id, node), each["Event"]!.ToString(), rules.GetValueOrDefault("prefix", ""), rules.GetValueOrDefault("suffix", "")));

    private FunctionResource ReadFunction(string id, YamlMappingNode node, IEnumerable<(string Function, EventSource Source)> notifications)
    {
        var properties = PropertiesOf(node, "Function");
        var onFailure = properties["EventInvokeConfig"]?["DestinationConfig"]?["OnFailure"];
        if (onFailure is not null && onFailure["Type"]?.ToString() != "SQS")
        {
            throw TemplateFault.At(node, $"{id}'s OnFailure destination is not a queue (Type: SQS).");
        }

        var retries = properties["EventInvokeConfig"]?["MaximumRetryAttempts"]?.ToString();
        return new(
            id,
            ProjectOf(id, node),
            properties.Seconds("Timeout", 3),
            properties.Number("MemorySize", 128),
            properties.Map("Environment", "Variables"),
            [
                .. notifications.Where(each => each.Function == Arn.Function(id)).Select(each => each.Source),
                .. Map(Map(node, "Properties"), "Events").Children.Select(pair => ReadEvent((YamlMappingNode)pair.Value)).OfType<EventSource>(),
            ],
            retries is null ? 2 : int.Parse(retries, CultureInfo.InvariantCulture),
            onFailure?["Destination"]?.ToString());
    }

    /// <summary>The folder beside the Dockerfile that has the target's name, which is written in lower case there.</summary>
    private string ProjectOf(string id, YamlMappingNode node)
    {
        var metadata = Map(node, "Metadata");
        if (Path.GetDirectoryName(Get(metadata, "Dockerfile")?.ToString()) is not { } folder
            || Get(metadata, "DockerBuildTarget")?.ToString() is not { } target)
        {
            throw TemplateFault.At(node, $"{id}'s Metadata has no Dockerfile or no DockerBuildTarget: only functions that are images are supported.");
        }

        var names = Directory.EnumerateDirectories(Path.Combine(_folder, folder)).Select(path => Path.GetFileName(path));
        return names.FirstOrDefault(name => name.Equals(target, StringComparison.OrdinalIgnoreCase)) is { } project
            ? Path.Combine(folder, project)
            : throw TemplateFault.At(node, $"{id}: there is no project {target} in {folder}.");
    }

    private EventSource? ReadEvent(YamlMappingNode node)
    {
        var properties = PropertiesOf(node);
        switch (TypeOf(node))
        {
            case "SQS" when properties.Text("Enabled", "true") == "false":
                return null;
            case "SQS":
                return new EventSource.Queue(
                    properties.Text("Queue"),
                    properties.Number("BatchSize", 10),
                    properties.Seconds("MaximumBatchingWindowInSeconds", 0),
                    properties.Texts("FunctionResponseTypes").Contains("ReportBatchItemFailures"));
            case "HttpApi":
                return new EventSource.Route(properties.Text("Method").ToUpperInvariant(), properties.Text("Path"));
            case var type:
                throw TemplateFault.At(node, $"Events of type {type} are not supported, "
                    + "only SQS and HttpApi, the bucket's NotificationConfiguration, and rules of EventBridge.");
        }
    }

    private QueueResource ReadQueue(string id, YamlMappingNode node)
    {
        var properties = PropertiesOf(node);
        string[] understood = ["VisibilityTimeout", "RedrivePolicy", "MessageRetentionPeriod", "ReceiveMessageWaitTimeSeconds", "DelaySeconds"];
        return new(id, NameOf(id, node), understood
            .Select(name => (Name: name, Value: properties[name]))
            .Where(attribute => attribute.Value is not null)
            .ToDictionary(attribute => attribute.Name, attribute => attribute.Value!.ToString()));
    }

    private TableResource ReadTable(string id, YamlMappingNode node)
    {
        var properties = PropertiesOf(node);
        string[] understood = ["AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes"];
        var found = understood.Select(name => KeyValuePair.Create(name, properties[name])).Where(pair => pair.Value is not null);
        return new(NameOf(id, node), new(found));
    }

    private bool Holds(string condition) => _intrinsics.Test(
        Get(Section("Conditions"), condition) ?? throw TemplateFault.At(_root, $"The condition {condition} is not defined."));

    /// <summary>The name that the template gives, or one made of the stack's and the logical id.</summary>
    private string NameOf(string id, YamlMappingNode node)
    {
        var properties = PropertiesOf(node);
        return TypeOf(node) switch
        {
            Bucket => properties.Text("BucketName", $"{_stackName}-{id}".ToLowerInvariant()),
            Queue => properties.Text("QueueName", $"{_stackName}-{id}"),
            Table => properties.Text("TableName", $"{_stackName}-{id}"),
            _ => id,
        };
    }

    private string? AttributeOf(string name, string attribute)
    {
        if (attribute == Intrinsics.Ref && (Pseudo(name) ?? _parameters.GetValueOrDefault(name)) is { } value)
        {
            return value;
        }

        if (Get(Section("Resources"), name) is not YamlMappingNode node)
        {
            return null;
        }

        var resource = NameOf(name, node);
        return (TypeOf(node), attribute) switch
        {
            (Queue, Intrinsics.Ref) => Arn.QueueUrl(_queueEndpoint, resource),
            (_, Intrinsics.Ref) or (Queue, "QueueName") => resource,
            (Bucket, "Arn") => $"arn:aws:s3:::{resource}",
            (Queue, "Arn") => Arn.Queue(resource),
            (Table, "Arn") => Arn.Table(resource),
            (Function, "Arn") => Arn.Function(resource),
            _ => null,
        };
    }

    private string? Pseudo(string name) => name switch
    {
        "AWS::AccountId" => Stack.Account,
        "AWS::Partition" => "aws",
        "AWS::Region" => Stack.Region,
        "AWS::StackName" => _stackName,
        "AWS::URLSuffix" => "amazonaws.com",
        _ => null,
    };

    private static string TypeOf(YamlMappingNode node)
    {
        var type = Get(node, "Type") ?? throw TemplateFault.At(node, "Type is missing here.");
        var name = type.ToString();
        return !name.StartsWith("AWS::", StringComparison.Ordinal) || Understood.Contains(name) || Ignored.Contains(name)
            ? name
            : throw TemplateFault.At(type, $"{name} is not supported, only {string.Join(", ", Understood)}.");
    }

    private Properties PropertiesOf(YamlMappingNode node, string? globals = null) => new(
        node,
        Map(node, "Properties"),
        globals is null ? [] : Map(Section("Globals"), globals),
        _intrinsics);

    private YamlMappingNode Section(string name) => Map(_root, name);

    private static bool IsWithin(string value, string low, string high) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= int.Parse(low, CultureInfo.InvariantCulture) && number <= int.Parse(high, CultureInfo.InvariantCulture);

    /// <summary>Addresses of this machine stand for those of AWS and of the internet, which the template wants to be https.</summary>
    private static bool IsOfThisMachine(string value) => Uri.TryCreate(value, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true };

    private static YamlMappingNode Map(YamlMappingNode node, string name) => Get(node, name) as YamlMappingNode ?? [];

    private static YamlNode? Get(YamlMappingNode node, string name) => node.Children.TryGetValue(name, out var value) ? value : null;
}
