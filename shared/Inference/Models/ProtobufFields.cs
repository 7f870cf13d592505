namespace ImageClassification.Inference.Models;

/// <summary>A message's length-delimited fields of one number. <see href="https://protobuf.dev/programming-guides/encoding/"/></summary>
/// <param name="message">Its bytes; the fields end where they are damaged.</param>
/// <param name="wanted">The fields' number.</param>
internal ref struct ProtobufFields(ReadOnlySpan<byte> message, int wanted)
{
    /// <summary>How a field's value is written.</summary>
    private const ulong VariableLength = 0;

    private const ulong Fixed64 = 1;
    private const ulong LengthDelimited = 2;
    private const ulong Fixed32 = 5;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly ProtobufFields GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_position < _message.Length)
        {
            var tag = Number();
            var (field, type) = (tag >> 3, tag & 7);
            var number = type is VariableLength or LengthDelimited ? Number() : 0;
            var length = type switch
            {
                VariableLength => 0UL,
                Fixed64 => 8UL,
                LengthDelimited => number,
                Fixed32 => 4UL,
                _ => ulong.MaxValue,
            };
            if (length > (ulong)(_message.Length - _position))
            {
                return false;
            }

            var value = _message.Slice(_position, (int)length);
            _position += value.Length;
            if (type == LengthDelimited && field == (ulong)wanted)
            {
                Current = value;
                return true;
            }
        }

        return false;
    }

    private ulong Number()
    {
        var (value, shift) = (0UL, 0);
        while (_position < _message.Length)
        {
            var part = _message[_position++];
            value |= (ulong)(part & 0x7F) << shift;
            shift += 7;
            if (part < 0x80)
            {
                break;
            }
        }

        return value;
    }
}
