using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>Gives libde265 zeros for its images: its own functions give what was in memory before, which a damaged stream would show.</summary>
internal static unsafe class HevcMemory
{
    private const int Channels = 3;
    private const int Alignment = 64;

    /// <summary>Past the end, where vector instructions read.</summary>
    private const int Slack = 64;

    private static readonly nint* Functions = NewFunctions();

    public static void Use(nint decoder) => LibDe265.SetAllocation(decoder, Functions, 0);

    private static nint* NewFunctions()
    {
        var functions = (nint*)NativeMemory.Alloc(2, (nuint)sizeof(nint));
        functions[0] = (nint)(delegate* unmanaged[Cdecl]<nint, ImageKind*, nint, nint, int>)&Take;
        functions[1] = (nint)(delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&GiveBack;
        return functions;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Take(nint decoder, ImageKind* kind, nint image, nint data)
    {
        const int mono = 1, quarter = 2, half = 3, mostBytes = 2;
        for (var channel = 0; channel < (kind->Format == mono ? 1 : Channels); channel++)
        {
            var stride = channel > 0 && kind->Format is quarter or half ? (kind->Width + 1) / 2 : kind->Width;
            stride = (stride + Alignment - 1) / Alignment * Alignment;
            var rows = channel > 0 && kind->Format == quarter ? (kind->Height + 1) / 2 : kind->Height;
            try
            {
                // Pages that are not written to are never there.
                var memory = (nint)NativeMemory.AllocZeroed(((nuint)stride * (nuint)rows * mostBytes) + Alignment + Slack);
                LibDe265.SetPlane(image, channel, (memory + Alignment - 1) / Alignment * Alignment, stride, memory);
            }
            catch (OutOfMemoryException)
            {
                return 0;
            }
        }

        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void GiveBack(nint decoder, nint image, nint data)
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            NativeMemory.Free((void*)LibDe265.GetPlaneData(image, channel));
            LibDe265.SetPlane(image, channel, 0, 0, 0);
        }
    }

    /// <summary>The beginning of de265_image_spec; the size is in pixels.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ImageKind
    {
        public readonly int Format;
        public readonly int Width;
        public readonly int Height;
    }
}
