using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Models;
using LLama;
using LLama.Common;
using LLama.Exceptions;
using LLama.Native;

namespace EvalHarness.Llama;

/// <summary>The weights of a file, read once however many models of the process use them, with the adapters that lie over them.</summary>
internal sealed class Weights
{
    /// <summary>What is loaded now, by file: memory holds a file once or twice, whoever asks.</summary>
    private static readonly Dictionary<FileStamp, Weights> Loaded = [];

    private static readonly Lock Gate = new();

    private readonly FileStamp file;
    private readonly LLamaWeights weights;
    private readonly Dictionary<FileStamp, LoraAdapter> adapters = [];
    private int users;

    private Weights(FileStamp file)
    {
        this.file = file;
        weights = LLamaWeights.LoadFromFile(new ModelParams(file.Path) { GpuLayerCount = 0 });
    }

    /// <summary>The weights as LLamaSharp knows them.</summary>
    public LLamaWeights Model => weights;

    /// <summary>Models that share the weights of a file; zero where they are not in memory.</summary>
    /// <param name="path">The file.</param>
    public static int UsersOf(string path)
    {
        lock (Gate)
        {
            return Loaded.GetValueOrDefault(FileStamp.Of(path))?.users ?? 0;
        }
    }

    /// <summary>The weights of a file, to be given back with <see cref="Release"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">The model, for faults.</param>
    /// <exception cref="DocumentException">llama.cpp cannot read the file.</exception>
    public static Weights Take(FilePath path, ModelContext context)
    {
        var stamp = FileStamp.Of(path.Full);
        lock (Gate)
        {
            if (!Loaded.TryGetValue(stamp, out var there))
            {
                try
                {
                    Loaded[stamp] = there = new Weights(stamp);
                }
                catch (Exception e) when (e is RuntimeError or InvalidOperationException)
                {
                    throw Fault(
                        context,
                        $"'{context.Show(path)}', which is no model that llama.cpp can read",
                        "a GGUF file"
                    );
                }
            }

            there.users++;
            return there;
        }
    }

    /// <summary>An adapter over these weights; it lives as long as they do.</summary>
    /// <param name="path">The file of the adapter.</param>
    /// <param name="context">The model, for faults.</param>
    /// <exception cref="DocumentException">The file is no adapter of this model.</exception>
    public LoraAdapter Adapter(FilePath path, ModelContext context)
    {
        var stamp = FileStamp.Of(path.Full);
        lock (Gate)
        {
            if (!adapters.TryGetValue(stamp, out var adapter))
            {
                adapter = TryLoad(stamp.Path);
                if (adapter is null)
                {
                    throw Fault(
                        context,
                        $"'{context.Show(path)}', which is no adapter of '{Path.GetFileName(file.Path)}'",
                        "a LoRA adapter in a GGUF file, made for the same model"
                    );
                }

                adapters[stamp] = adapter;
            }

            return adapter;
        }
    }

    /// <summary>Gives the weights back; the last user frees them, and their adapters with them.</summary>
    public void Release()
    {
        lock (Gate)
        {
            if (--users == 0)
            {
                Loaded.Remove(file);
                weights.Dispose();
            }
        }
    }

    /// <summary>LLamaSharp 0.30.0 gives back, and hides, a null pointer where llama.cpp could not load it; to apply that is a crash.</summary>
    private LoraAdapter? TryLoad(string path)
    {
        try
        {
            var adapter = weights.NativeHandle.LoadLoraFromFile(path);
            return PointerOf(adapter) == nint.Zero ? null : adapter;
        }
        catch (Exception e) when (e is RuntimeError or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Pointer")]
    private static extern nint PointerOf(LoraAdapter adapter);

    private static DocumentException Fault(ModelContext context, string found, string expected) =>
        new(new Fault(context.Declared, $"model '{context.Name}': {found}", expected));
}
