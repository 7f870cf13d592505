using System.Diagnostics;
using System.Globalization;

namespace ImageClassification.Bare;

/// <summary>Speaks as worker.js does: lines of "what count threads file …" in, a line of JSON for each out, times in milliseconds an image.</summary>
internal static class Worker
{
    /// <param name="createLane">For tensor, infer or whole: what a thread does with an image.</param>
    public static void Run(Func<string, Func<byte[], string>> createLane)
    {
        var made = new Dictionary<string, List<Func<byte[], string>>>(); // kept, as is the memory that they have
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var (count, images) = (int.Parse(words[1], CultureInfo.InvariantCulture), Array.ConvertAll(words[3..], File.ReadAllBytes));
            var (next, label) = (-1, "");
            var lanes = made.TryGetValue(words[0], out var kept) ? kept : made[words[0]] = [];
            var parallelism = int.Parse(words[2], CultureInfo.InvariantCulture);
            while (lanes.Count < parallelism)
            {
                lanes.Add(createLane(words[0]));
            }

            var threads = lanes.GetRange(0, parallelism).ConvertAll(lane => new Thread(() => Follow(lane)));
            var (started, cpu, allocated) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            var wall = Stopwatch.GetElapsedTime(started).TotalMilliseconds / count;
            var used = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / count;
            var bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / count;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $$"""{"wall":{{wall}},"cpu":{{used}},"allocated":{{bytes}},"label":"{{label}}"}"""));

            void Follow(Func<byte[], string> lane)
            {
                for (var index = Interlocked.Increment(ref next); index < count; index = Interlocked.Increment(ref next))
                {
                    label = lane(images[index % images.Length]);
                }
            }
        }
    }
}
