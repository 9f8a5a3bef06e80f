using System.Text;
using EvalHarness.Conversions;

namespace EvalHarness.Tests.Conversions;

/// <summary>A folder with files of another tool that a test writes; gone with the test.</summary>
internal sealed class ConvertedFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("convert-");

    /// <summary>Writes a file, and says where.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    /// <summary>Writes a file and converts it.</summary>
    public Task<SuiteConversion> ConvertAsync(string name, string text) =>
        SuiteConverters.ConvertAsync(Write(name, text));

    /// <summary>What was refused, as the tool tells it, without the folder.</summary>
    public static string[] Refused(SuiteConversion made) =>
        [
            .. made
                .Remarks.Where(remark => remark.Fate == ConversionFate.Refused)
                .Select(remark =>
                    $"{Path.GetFileName(remark.At.File)}:{remark.At.Line}:{remark.At.Column}: {remark.What}"
                ),
        ];

    public void Dispose() => folder.Delete(recursive: true);
}
