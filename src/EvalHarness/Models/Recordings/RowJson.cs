using System.Text.Json.Serialization;

namespace EvalHarness.Models.Recordings;

[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class RowJson : JsonSerializerContext;
