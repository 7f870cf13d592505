using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>
/// Decodes H.265 for libheif as its own plugin for libde265 does, to the same pixels, but refuses what libde265 reports as
/// damaged, starts no threads, and shows no memory. <see href="https://github.com/strukturag/libheif/blob/v1.15.1/libheif/heif_plugin.h"/>
/// </summary>
internal static unsafe class HevcPlugin
{
    private const int Hevc = 1;
    private const int Priority = 1000; // above the usual 100

    /// <summary>About threads, entry points and SEI messages, which are not of the pixels.</summary>
    private static readonly int[] Harmless = [1000, 1003, 1022, 1025];

    private static readonly nint Name = Marshal.StringToCoTaskMemUTF8("libde265, strict");
    private static readonly nint Reason = Marshal.StringToCoTaskMemUTF8("libde265 reports damage, or a kind that libheif does not take");

    /// <summary>Once, before the first image.</summary>
    public static void Register()
    {
        const int version = 1;
        var plugin = (nint*)NativeMemory.AllocZeroed(9, (nuint)sizeof(nint));
        plugin[0] = version;
        plugin[1] = (nint)(delegate* unmanaged[Cdecl]<nint>)&GetName;
        plugin[4] = (nint)(delegate* unmanaged[Cdecl]<int, int>)&GetPriority;
        plugin[5] = (nint)(delegate* unmanaged[Cdecl]<nint*, HeifError>)&New;
        plugin[6] = (nint)(delegate* unmanaged[Cdecl]<nint, void>)&Free;
        plugin[7] = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, nuint, HeifError>)&Push;
        plugin[8] = (nint)(delegate* unmanaged[Cdecl]<nint, nint*, HeifError>)&Decode;
        LibHeif.RegisterDecoder(plugin);
    }

    /// <summary>libheif ends the process on a code of its own that it does not know, or without a text.</summary>
    public static HeifError Refuse(HeifErrorCode code) => new(code, 0, Reason);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetName() => Name;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetPriority(int format) => format == Hevc ? Priority : 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static HeifError New(nint* decoder)
    {
        *decoder = LibDe265.NewDecoder();
        if (*decoder == 0)
        {
            return Refuse(HeifErrorCode.Memory);
        }

        HevcMemory.Use(*decoder);
        return new HeifError(HeifErrorCode.None, 0, Name);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint decoder) => _ = LibDe265.FreeDecoder(decoder);

    /// <summary>NAL units, each after its length, which were checked before.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static HeifError Push(nint decoder, byte* data, nuint length)
    {
        for (var units = new ReadOnlySpan<byte>(data, checked((int)length)); units.Length > 4;)
        {
            var unit = units.Slice(4, Math.Min(units.Length - 4, BinaryPrimitives.ReadInt32BigEndian(units)));
            fixed (byte* bytes = unit)
            {
                _ = LibDe265.Push(decoder, bytes, unit.Length, 0, 0);
            }

            units = units[(4 + unit.Length)..];
        }

        return new HeifError(HeifErrorCode.None, 0, Name);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static HeifError Decode(nint decoder, nint* result)
    {
        *result = 0;
        _ = LibDe265.Flush(decoder); // each tells it again when it decodes
        int error, isMoreToDo;
        nint picture;
        do
        {
            error = LibDe265.Decode(decoder, out isMoreToDo);
            picture = LibDe265.PeekPicture(decoder);
        }
        while (error == LibDe265.Ok && isMoreToDo != 0 && picture == 0); // there is one; it never ends before it is taken

        for (int warning; error == LibDe265.Ok && (warning = LibDe265.GetWarning(decoder)) != LibDe265.Ok;)
        {
            error = Harmless.Contains(warning) ? LibDe265.Ok : warning;
        }

        return error != LibDe265.Ok || picture == 0 ? Refuse(HeifErrorCode.Plugin) : HevcFrame.Copy(picture, out *result);
    }
}
