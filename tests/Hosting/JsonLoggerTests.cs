using System.Text;
using System.Text.Json;
using ImageClassification.Testing;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Hosting.Tests;

public sealed class JsonLoggerTests
{
    [Fact]
    public void A_line_is_one_object_with_the_event_its_values_and_the_exception()
    {
        using var output = new MemoryStream();
        using var logs = new JsonLoggerFactory(output, new ManualTimeProvider()) { RequestId = "r1" };

        logs.CreateLogger("Some.Category").InvocationFailed(new InvalidOperationException("broken\nin two"));

        var text = Encoding.UTF8.GetString(output.ToArray());
        text.ShouldEndWith("}\n");
        var line = JsonDocument.Parse(text).RootElement;
        line.GetProperty("level").GetString().ShouldBe("Error");
        line.GetProperty("requestId").GetString().ShouldBe("r1");
        line.GetProperty("eventId").GetInt32().ShouldBe(101);
        line.GetProperty("timestamp").GetDateTimeOffset().Year.ShouldBe(2026);
        line.GetProperty("exception").GetString()!.ShouldContain("broken\nin two");
    }

    [Fact]
    public void A_line_has_the_properties_of_its_scope_and_none_after_it()
    {
        using var output = new MemoryStream();
        using var logs = new JsonLoggerFactory(output, new ManualTimeProvider());
        var logger = logs.CreateLogger("Some.Category");

        using (logger.BeginScope(new Dictionary<string, object?> { ["batch"] = "trip", ["attempt"] = 2 }))
        {
            logger.InvocationFailed(new InvalidOperationException("inside"));
        }

        logger.InvocationFailed(new InvalidOperationException("outside"));

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n').SkipLast(1).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines[0].GetProperty("batch").GetString().ShouldBe("trip");
        lines[0].GetProperty("attempt").GetInt32().ShouldBe(2);
        lines[1].TryGetProperty("batch", out _).ShouldBeFalse();
    }

    [Fact]
    public void Details_are_left_out()
    {
        using var output = new MemoryStream();
        using var logs = new JsonLoggerFactory(output, TimeProvider.System);

        var enabled = logs.CreateLogger("Some.Category").IsEnabled(LogLevel.Debug);

        enabled.ShouldBeFalse();
    }
}
