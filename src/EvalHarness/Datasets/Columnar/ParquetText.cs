using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using Parquet.Meta;
using Type = Parquet.Meta.Type;

namespace EvalHarness.Datasets.Columnar;

/// <summary>Values of Parquet as texts, with every digit that the file has.</summary>
internal static class ParquetText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private const string Stamp = "yyyy-MM-dd'T'HH:mm:ss";
    private const string Clock = "HH:mm:ss";

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>What the values of a column are.</summary>
    /// <param name="element">Its element of the schema, with its marks.</param>
    /// <param name="definition">Level at which a value is there.</param>
    /// <param name="repetition">Deepest level at which values repeat.</param>
    /// <param name="labels">Names of the labels that numbers stand for; null where they stand for themselves.</param>
    /// <param name="bytesAreText">Whether bytes without a mark are text.</param>
    /// <exception cref="NotSupportedException">The type is unknown.</exception>
    public static ParquetLeaf Leaf(
        SchemaElement element,
        int definition,
        int repetition,
        ImmutableArray<string>? labels,
        bool bytesAreText
    )
    {
        ParquetLeaf Of<T>(bool isBare, Func<T, string?> text)
            where T : struct => new ParquetLeaf<T>(definition, repetition, isBare, text);
        // The marks are taken off the element itself before its values are read.
        var marked = new SchemaElement
        {
            Type = element.Type,
            Scale = element.Scale,
            LogicalType = element.LogicalType,
            ConvertedType = element.ConvertedType,
        };
        bool isNumber = IsNumber(marked);
        return element.Type switch
        {
            Type.BOOLEAN => Of<bool>(true, value => value ? "true" : "false"),
            Type.INT32 when labels is { } names => Of<int>(false, value => Label(names, value)),
            Type.INT64 when labels is { } names => Of<long>(false, value => Label(names, value)),
            Type.INT32 => Of<int>(isNumber, value => Integer(marked, value, unchecked((uint)value))),
            Type.INT64 => Of<long>(isNumber, value => Integer(marked, value, unchecked((ulong)value))),
            Type.INT96 => Of<ReadOnlyMemory<byte>>(false, Impala),
            Type.FLOAT => Of<float>(true, value => value.ToString(Invariant)),
            Type.DOUBLE => Of<double>(true, value => value.ToString(Invariant)),
            Type.BYTE_ARRAY or Type.FIXED_LEN_BYTE_ARRAY => Of(
                isNumber && !IsText(marked),
                Bytes(marked, bytesAreText)
            ),
            _ => throw new NotSupportedException(),
        };
    }

    private static bool IsNumber(SchemaElement element) =>
        element.LogicalType is null or { TIMESTAMP: null, DATE: null, TIME: null }
        && element.ConvertedType
            is not (
                ConvertedType.DATE
                or ConvertedType.TIME_MILLIS
                or ConvertedType.TIME_MICROS
                or ConvertedType.TIMESTAMP_MILLIS
                or ConvertedType.TIMESTAMP_MICROS
            )
        && (element.Type is Type.INT32 or Type.INT64 || IsDecimal(element) || element.LogicalType?.FLOAT16 is not null);

    private static bool IsText(SchemaElement element) =>
        element.LogicalType?.STRING is not null
        || element.LogicalType?.ENUM is not null
        || element.LogicalType?.JSON is not null
        || element.ConvertedType is ConvertedType.UTF8 or ConvertedType.ENUM or ConvertedType.JSON;

    private static bool IsDecimal(SchemaElement element) =>
        element.LogicalType?.DECIMAL is not null || element.ConvertedType == ConvertedType.DECIMAL;

    /// <summary>The hub writes -1 for a label that it keeps to itself.</summary>
    private static string? Label(ImmutableArray<string> names, long value) =>
        value == -1 ? null
        : value >= 0 && value < names.Length ? names[(int)value]
        : throw new InvalidDataException("the number of a label that has no name");

    private static string Integer(SchemaElement element, long value, ulong unsigned)
    {
        var logical = element.LogicalType;
        var converted = element.ConvertedType;
        if (IsDecimal(element))
        {
            return Decimal(value, element);
        }

        if (logical?.DATE is not null || converted == ConvertedType.DATE)
        {
            return Time(value * 86400, 0, 0, "yyyy-MM-dd");
        }

        if (logical?.TIMESTAMP is { } stamp)
        {
            return Since1970(value, Digits(stamp.Unit), Stamp) + (stamp.IsAdjustedToUTC ? "Z" : "");
        }

        if (logical?.TIME is { } time)
        {
            return Since1970(value, Digits(time.Unit), Clock) + (time.IsAdjustedToUTC ? "Z" : "");
        }

        return converted switch
        {
            ConvertedType.TIMESTAMP_MILLIS => Since1970(value, 3, Stamp) + "Z",
            ConvertedType.TIMESTAMP_MICROS => Since1970(value, 6, Stamp) + "Z",
            ConvertedType.TIME_MILLIS => Since1970(value, 3, Clock) + "Z",
            ConvertedType.TIME_MICROS => Since1970(value, 6, Clock) + "Z",
            _ => IsUnsigned(element) ? unsigned.ToString(Invariant) : value.ToString(Invariant),
        };
    }

    private static bool IsUnsigned(SchemaElement element) =>
        element.LogicalType?.INTEGER is { IsSigned: false }
        || element.ConvertedType
            is ConvertedType.UINT_8
                or ConvertedType.UINT_16
                or ConvertedType.UINT_32
                or ConvertedType.UINT_64;

    private static int Digits(TimeUnit unit) =>
        unit.MILLIS is not null ? 3
        : unit.MICROS is not null ? 6
        : 9;

    private static string Since1970(long value, int digits, string format)
    {
        long units = (long)BigInteger.Pow(10, digits);
        long seconds = Math.DivRem(value, units, out long fraction);
        return fraction < 0
            ? Time(seconds - 1, fraction + units, digits, format)
            : Time(seconds, fraction, digits, format);
    }

    /// <summary>The nanoseconds of a day in the first eight bytes, the Julian day in the last four.</summary>
    private static string Impala(ReadOnlyMemory<byte> value)
    {
        const long julianDayOf1970 = 2440588;
        long nanoseconds = BinaryPrimitives.ReadInt64LittleEndian(value.Span);
        long day = BinaryPrimitives.ReadUInt32LittleEndian(value.Span[8..]) - julianDayOf1970;
        return nanoseconds is < 0 or >= 86_400_000_000_000
            ? throw new InvalidDataException("a time of more than a day")
            : Time((day * 86400) + (nanoseconds / 1_000_000_000), nanoseconds % 1_000_000_000, 9, Stamp);
    }

    /// <summary>A time by its seconds since the start of 1970, with no more digits of its second than it needs.</summary>
    private static string Time(long seconds, long fraction, int digits, string format)
    {
        const long first = -62135596800; // 0001-01-01T00:00:00
        const long last = 253402300799; // 9999-12-31T23:59:59
        if (seconds is < first or > last)
        {
            throw new InvalidDataException("a time outside of the years 1 to 9999");
        }

        string text = DateTime.UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond).ToString(format, Invariant);
        return fraction == 0 ? text : $"{text}.{fraction.ToString(Invariant).PadLeft(digits, '0').TrimEnd('0')}";
    }

    private static string Decimal(BigInteger unscaled, SchemaElement element)
    {
        int scale = element.LogicalType?.DECIMAL?.Scale ?? element.Scale ?? 0;
        if (scale is < 0 or > 1000)
        {
            throw new InvalidDataException("a decimal with an impossible scale");
        }

        string digits = BigInteger.Abs(unscaled).ToString(Invariant).PadLeft(scale + 1, '0');
        string text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return unscaled.Sign < 0 ? "-" + text : text;
    }

    private static Func<ReadOnlyMemory<byte>, string?> Bytes(SchemaElement element, bool bytesAreText)
    {
        var (logical, converted) = (element.LogicalType, element.ConvertedType);
        bool isMarked = logical is not null || converted is not null;
        return IsText(element) || (bytesAreText && !isMarked) ? bytes => Strict.GetString(bytes.Span)
            : IsDecimal(element) ? bytes => Decimal(new BigInteger(bytes.Span, isBigEndian: true), element)
            : logical?.UUID is not null ? bytes => new Guid(bytes.Span, bigEndian: true).ToString()
            : logical?.FLOAT16 is not null
                ? bytes => BinaryPrimitives.ReadHalfLittleEndian(bytes.Span).ToString(Invariant)
            : bytes => Convert.ToBase64String(bytes.Span);
    }
}
