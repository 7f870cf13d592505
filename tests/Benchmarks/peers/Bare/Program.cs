using System.Diagnostics;
using System.Globalization;
using ImageClassification.Bare;
using Microsoft.ML.OnnxRuntime;

// Nothing but libturbojpeg and ONNX Runtime: the shortest cold start, load and run once; then the limit, decode and run in a loop.
var began = Stopwatch.GetTimestamp();
using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
using var session = new InferenceSession(File.ReadAllBytes(Path.Combine(args[0], "model.onnx")), options);
using (var once = new Limit(session))
{
    once.Infer();
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"loadAndRun":{{Stopwatch.GetElapsedTime(began).TotalMilliseconds}}}"""));

Worker.Run(what =>
{
#pragma warning disable CA2000 // The process ends soon
    var limit = new Limit(session);
#pragma warning restore CA2000
    return image =>
    {
        if (what != "infer")
        {
            limit.Decode(image);
        }

        if (what != "tensor")
        {
            limit.Infer();
        }

        return "";
    };
});
