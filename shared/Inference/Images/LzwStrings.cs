namespace ImageClassification.Inference.Images;

/// <summary>
/// Writes the strings of LZW's codes, as GIF and TIFF use them: a value, or the string of an earlier code and the value that came next.
/// </summary>
/// <param name="valueBits">Of a value. The code 2 to the power of it clears the table, the one after ends the data.</param>
/// <param name="early">How many codes before the table needs it codes get wider: 0 in GIF, 1 in TIFF.</param>
/// <param name="output">Filled from its start.</param>
/// <param name="starts">Where each code's string was written: <see cref="TableLength"/>.</param>
/// <param name="lengths">Each string's.</param>
internal ref struct LzwStrings(int valueBits, int early, Span<byte> output, Span<int> starts, Span<int> lengths)
{
    public const int WidestCode = 12;
    public const int TableLength = 1 << WidestCode;

    private readonly Span<byte> _output = output;
    private readonly Span<int> _starts = starts, _lengths = lengths;
    private readonly int _clear = 1 << valueBits;
    private int _next = (1 << valueBits) + 2;
    private int _written, _lastStart, _lastLength;

    public readonly bool IsFull => _written == _output.Length;

    /// <summary>Bits of the next code.</summary>
    public int Width { get; private set; } = valueBits + 1;

    /// <returns>False at the end, and for an undefined code.</returns>
    public bool TryWrite(int code)
    {
        if (code == _clear)
        {
            (_next, Width, _lastLength) = (_clear + 2, valueBits + 1, 0);
            return true;
        }

        if (code == _clear + 1 || code > _next || (code > _clear && _lastLength == 0))
        {
            return false;
        }

        var start = _written;
        if (code < _clear)
        {
            _output[_written++] = (byte)code;
        }
        else
        {
            var (from, length) = code == _next ? (_lastStart, _lastLength + 1) : (_starts[code], _lengths[code]);
            length = Math.Min(length, _output.Length - _written);
            for (var i = 0; i < length; i++)
            {
                _output[_written++] = _output[from + i]; // the code to come next ends with the value that it starts with
            }
        }

        if (_lastLength > 0 && _next < TableLength)
        {
            (_starts[_next], _lengths[_next]) = (_lastStart, _lastLength + 1);
            _next++;
            Width += _next == (1 << Width) - early && Width < WidestCode ? 1 : 0;
        }

        (_lastStart, _lastLength) = (start, _written - start);
        return true;
    }
}
