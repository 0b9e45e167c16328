namespace ActorSim.Cli.Commands.Shared;

/// <summary>Examples for the help of each command, by its path below "actorsim".</summary>
internal static class Examples
{
    public static IReadOnlyList<string> Of(string path) => path switch
    {
        "" =>
        [
            "actorsim gen gemm --m 1024 --n 1024 --k 1024 -o gemm.msgpack",
            "actorsim run gemm.msgpack",
            "actorsim config list",
        ],
        "run" =>
        [
            "actorsim run samples/gemm256.msgpack",
            "actorsim run gemm.msgpack --system tpuv4 --cores 4 --channels 64 --json report.json",
            "actorsim run gemm.msgpack --set core.spad=8MiB --set dram.fixed.latency=200",
            "actorsim run matmul.pkg --shape M=512",
            "actorsim run bert-base.onnx --shape batch=8,seq=512 --html report.html",
            "actorsim run topology.csv --layers-csv layers.csv",
            "actorsim run --request a.msgpack@0,0 --request b.msgpack@50000,1 --cores 2 --set scheduler.partitions=[[0],[1]]",
            "actorsim run --request 'resnet18.onnx@poisson:1000rps,batch<=8,count=200'",
            "actorsim run samples/attention.msgpack --timeline attention.json --log items",
            "actorsim gen vector-add --elements 100000 -o - | actorsim run -",
        ],
        "sweep" =>
        [
            "actorsim sweep gemm.msgpack --vary cores=1,2,4,8,16 --vary dram.channels=16,32 -o scaling",
            "actorsim sweep matmul.pkg --shape M=512 --vary core.spad=8MiB,16MiB,32MiB --jobs 2",
        ],
        "compare" => ["actorsim compare tpuv3.json tpuv4.json --html compare.html"],
        "serve-sim" =>
        [
            "actorsim serve-sim llama3-8b-block --system tpuv4 --layers 32 --arrivals poisson:2rps --requests 200 --steps steps",
            "actorsim serve-sim decoder.onnx --arrivals AzureLLMInferenceTrace_conv.csv --scheduler static --max-batch 16 --json serving.json",
        ],
        "compile" =>
        [
            "actorsim compile --list",
            "actorsim compile builtin:matmul -D M=?,N=1024,K=1024 --system tpuv3 -o matmul.pkg",
            "actorsim compile builtin:matmul -D M=?,N=1024,K=1024 --autotune 4 --shape M=512 -o matmul.pkg",
        ],
        "emit" =>
        [
            "actorsim emit matmul.pkg --shape M=512 -o matmul.msgpack",
            "actorsim emit resnet50.onnx --system tpuv3 --shape batch=8 -o resnet50.msgpack.gz",
        ],
        "exec" =>
        [
            "actorsim exec matmul.pkg --shape M=100 --input a.npy --input b.npy --output y.npy",
            "actorsim exec model.onnx --shape batch=2 --input x.npy --output y.npy",
            "actorsim exec model.onnx --input tokens=t.npy --input mask=m.npy --output logits=y.npy",
        ],
        "cost" => ["actorsim cost matmul.pkg", "actorsim cost builtin:matmul -D M=256,N=256,K=256 -o costs.json"],
        "cache" or "cache why" => ["actorsim cache list", "actorsim cache why"],
        "trace" =>
        [
            "actorsim trace info samples/gemm256.msgpack",
            "actorsim trace check gemm.msgpack.gz",
            "actorsim trace dump gemm.msgpack | head",
        ],
        "trace slice" => ["actorsim trace slice gemm.msgpack --first 0 --count 2 -o part.msgpack"],
        "trace convert" => ["actorsim trace convert gemm.msgpack gemm.jsonl.gz"],
        "model" or "model new" =>
        [
            "actorsim model new resnet50 --batch 8 -o resnet50.onnx",
            "actorsim model new llama3-8b-block --phase decode --batch 16 -o decode.onnx",
        ],
        "model check" => ["actorsim model check bert-base.onnx --shape batch=1,seq=512"],
        "model shapes" => ["actorsim model shapes bert-base.onnx --shape seq=512"],
        "gen" or "gen gemm" =>
        [
            "actorsim gen gemm --m 2048 --n 2048 --k 2048 --tile-m 1024 --tile-n 1024 --tile-k 1024 -o gemm.msgpack.gz",
        ],
        "gen conv" => ["actorsim gen conv --height 56 --width 56 --channels 64 --filters 64 --padding 1 -o conv.msgpack"],
        "gen attention" => ["actorsim gen attention --heads 8 --queries 512 --keys 512 --head-size 64 -o attention.msgpack"],
        "gen vector-add" => ["actorsim gen vector-add --elements 65536 -o add.msgpack"],
        "gen layernorm" => ["actorsim gen layernorm --rows 512 --columns 768 -o layernorm.msgpack"],
        "config" or "config show" => ["actorsim config show --system tpuv4 --set machine.cores=4"],
        "config check" => ["actorsim config check my-system.conf", "actorsim config check --system tpuv4 --set core.clock=1.5GHz"],
        "dram" or "dram replay" =>
        [
            "actorsim dram replay reads.trace.gz --standard oracle-hbm2pc --json result.json",
            "actorsim dram replay reads.trace --standard DDR5 --channels 2 --offers 2 --set scheduler=fcfs --commands commands.csv",
        ],
        "dram bench" => ["actorsim dram bench --standard HBM2 --channels 8 --pattern random --out curve.svg"],
        "noc" or "noc bench" =>
        [
            "actorsim noc bench --topology mesh8x8 --traffic uniform --rates 0.05,0.1,0.2,0.3,0.4 --svg curve.svg",
            "actorsim noc bench --topology torus4x4x4 --routing adaptive --vcs 4 --traffic tornado --flits 5",
        ],
        "noc replay" => ["actorsim noc replay scenarios.json.gz --scenario s34 --events flits.csv"],
        "bench dram" => ["actorsim bench dram --requests 1000000"],
        "bench" or "bench phold" => ["actorsim bench phold --lps 64 --lookahead 256 --workers 2 --sync rounds"],
        "timeline" or "timeline view" => ["actorsim timeline view timeline.json.gz"],
        "man" => ["actorsim man ~/.local/share/man/man1"],
        "completion" => ["eval \"$(actorsim completion bash)\""],
        _ => [],
    };
}
