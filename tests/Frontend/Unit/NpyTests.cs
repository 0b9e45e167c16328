using System.Text;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.Npy;
using ActorSim.Frontend.Tests.Reference;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class NpyTests
{
    [Fact]
    public void What_is_written_is_read_for_all_types_and_ranks()
    {
        foreach (var type in Enum.GetValues<ElementType>())
            foreach (var shape in new long[][] { [], [0], [5], [2, 3], [1, 2, 3, 4, 5], [3, 0, 2] })
            {
                var data = RefTensor.Random(1, type, shape, 0, type == ElementType.Bool ? 2 : 100).ToData(type);
                var read = NpyReader.Parse(NpyWriter.Bytes(data), "x.npy");
                Assert.Equal((type, data.ToString()), (read.Type, read.ToString()));
                Assert.Equal(data.Bytes, read.Bytes);
            }
    }

    [Fact]
    public void The_header_is_numpys_own()
    {
        var bytes = NpyWriter.Bytes(TensorData.Of([1f, 2f, 3f]));
        Assert.Equal(128 + 12, bytes.Length);
        var text = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }";
        Assert.Equal(text, Encoding.ASCII.GetString(bytes, 10, text.Length));
        Assert.Equal((byte)'\n', bytes[127]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Later_versions_have_a_longer_length(byte version)
    {
        var data = NpyReader.Parse(File(version, "{'shape': (2,), 'fortran_order': False, 'descr': '<i2'}", [1, 0, 2, 0]), "x");
        Assert.Equal([1L, 2L], data.ToLongs());
    }

    [Fact]
    public void Fortran_order_and_big_endian_are_converted()
    {
        byte[] columns = [0, 1, 0, 4, 0, 2, 0, 5, 0, 3, 0, 6];
        var data = NpyReader.Parse(File(1, "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }", columns), "x");
        Assert.Equal([1L, 2L, 3L, 4L, 5L, 6L], data.ToLongs());
    }

    [Theory]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "SIM7103", "<c8")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "SIM7103", "fields")]
    [InlineData("{'descr': '<f4', 'shape': (1,), }", "SIM7102", "fortran_order")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "SIM7102", "-1")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9,), }", "SIM7104", "36 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9000000000, 9000000000), }", "SIM7104", "x.npy")]
    public void Bad_files_are_refused_by_name(string header, string code, string what)
    {
        var failure = Assert.Throws<CompileException>(() => NpyReader.Parse(File(1, header, new byte[4]), "x.npy"));
        Assert.Equal(code, failure.Diagnostics[0].Code.Id);
        Assert.Contains(what, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var bytes = NpyWriter.Bytes(TensorData.Of([1f, 2f, 3f]));
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<CompileException>(() => NpyReader.Parse(bytes.AsSpan(0, length), "x.npy"));
    }

    private static byte[] File(byte version, string header, byte[] data)
    {
        var prefix = version == 1 ? 2 : 4;
        var length = BitConverter.GetBytes(header.Length)[..prefix];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. data];
    }
}
