using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ImageClassification.Inference.Images;

/// <summary>
/// The system's own memory for large frames, because the garbage collector would let several pile up before it frees them.
/// A largest frame for each processor is kept, where memory has room: in fresh memory every page has to be mapped and cleared,
/// which can take longer than decoding into it, above all on virtual machines.
/// </summary>
internal sealed unsafe partial class FrameMemory : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>64 million pixels, the default limit. All kept frames have this size; pages that were never written take no memory.</summary>
    private const int LargestKept = 192 * 1024 * 1024;

    /// <summary>Kept frames may take a fourth of the process's memory limit. On Lambda that is the function's memory.</summary>
    private const int ShareKept = 4;

    private const int HugePage = 2 * 1024 * 1024;
    private const int AdviseHugePages = 14; // MADV_HUGEPAGE

    private static readonly ConcurrentBag<FrameMemory> Kept = [];

    private readonly int _length;

    private FrameMemory(int length)
        : base(ownsHandle: true)
    {
        _length = length;
        SetHandle((nint)NativeMemory.AlignedAlloc((nuint)length, HugePage));
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(handle, (nuint)length, AdviseHugePages); // advice: where it is not taken, pages are small
        }
    }

    /// <returns>Of any content. <see cref="GiveBack"/> it.</returns>
    public static FrameMemory Take(int length) =>
        length > LargestKept ? new FrameMemory(length)
        : Kept.TryTake(out var kept) ? kept
        : new FrameMemory(LargestKept);

    public Span<byte> Bytes(int length) => new((void*)handle, length);

    public void GiveBack()
    {
        if (_length == LargestKept && Kept.Count < MostKept())
        {
            Kept.Add(this);
        }
        else
        {
            Dispose();
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }

    private static long MostKept() =>
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareKept / LargestKept, 1, Environment.ProcessorCount);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
