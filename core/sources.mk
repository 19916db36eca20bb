# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# The one list of core and front files, one a line, read by the Makefile and by the module's Kbuild.

# base
CORE += base/arena.c
CORE += base/text.c
CORE += base/err.c

# isa
CORE += isa/decode.c
CORE += isa/disasm.c
CORE += isa/asm.c

# prog
CORE += prog/btf.c
CORE += prog/prog.c

# rt
CORE += rt/helper.c
CORE += rt/control.c
CORE += rt/syscall.c
CORE += rt/csum.c
CORE += rt/dynptr.c
CORE += rt/flow.c
CORE += rt/format.c
CORE += rt/host.c
CORE += rt/iter.c
CORE += rt/packet.c
CORE += rt/room.c
CORE += rt/string.c
CORE += rt/timer.c

# map
CORE += map/map.c
CORE += map/pool.c
CORE += map/array.c
CORE += map/kptr.c
CORE += map/object.c
CORE += map/htab.c
CORE += map/lru.c
CORE += map/hash.c
CORE += map/lpm.c
CORE += map/queue.c
CORE += map/bloom.c
CORE += map/elsewhere.c
CORE += map/ringbuf.c
CORE += map/perf_array.c
CORE += map/devmap.c
CORE += map/own.c

# verify
CORE += verify/tnum.c
CORE += verify/range.c
CORE += verify/range_alu.c
CORE += verify/range_cond.c
CORE += verify/explain.c
CORE += verify/origin.c
CORE += verify/cfg.c
CORE += verify/live.c
CORE += verify/regs.c
CORE += verify/pack.c
CORE += verify/pair.c
CORE += verify/typed.c
CORE += verify/sock.c
CORE += verify/kptr.c
CORE += verify/kvar.c
CORE += verify/local.c
CORE += verify/path.c
CORE += verify/match.c
CORE += verify/rank.c
CORE += verify/join.c
CORE += verify/loop.c
CORE += verify/fuel.c
CORE += verify/prune.c
CORE += verify/tape.c
CORE += verify/proof.c
CORE += verify/certify.c
CORE += verify/meet.c
CORE += verify/fact.c
CORE += verify/alu.c
CORE += verify/cond.c
CORE += verify/stack.c
CORE += verify/object.c
CORE += verify/dynptr.c
CORE += verify/iter.c
CORE += verify/memory.c
CORE += verify/call.c
CORE += verify/param.c
CORE += verify/sub.c
CORE += verify/trace.c
CORE += verify/vfy.c

# lower
CORE += lower/lower.c
CORE += lower/missing.c

# run
CORE += run/interp.c
CORE += run/callback.c
CORE += run/checked.c
CORE += run/checked_call.c
CORE += run/one.c

# jit
CORE += jit/jit.c
CORE += jit/select.c
CORE += jit/ops.c
CORE += jit/read.c
CORE += jit/choice.c
CORE += jit/live.c
CORE += jit/combine.c
CORE += jit/layout.c
CORE += jit/settle.c
CORE += jit/x64/enc.c
CORE += jit/x64/alu.c
CORE += jit/x64/div.c
CORE += jit/x64/mem.c
CORE += jit/x64/flow.c
CORE += jit/x64/harden.c
CORE += jit/x64/x64.c

# hook
CORE += hook/kind.c
CORE += hook/chain.c
CORE += hook/filter.c

# front
CORE += front/ebpf.c
CORE += front/cbpf_check.c
CORE += front/cbpf_many.c
CORE += front/cbpf_flow.c
CORE += front/cbpf_emit.c
CORE += front/cbpf_call.c
CORE += front/cbpf.c
CORE += front/seccomp/diagram.c
CORE += front/seccomp/read.c
CORE += front/seccomp/view.c
CORE += front/seccomp/write.c

# image
CORE += image/read.c
CORE += image/write.c

# the path
CORE += vm.c

# sys
CORE += sys/call.c
CORE += sys/object.c
CORE += sys/map.c
CORE += sys/batch.c
CORE += sys/btf.c
CORE += sys/prog.c
CORE += sys/log.c
CORE += sys/tag.c
CORE += sys/target.c
CORE += sys/tcx.c
CORE += sys/trust.c
CORE += sys/info.c
CORE += sys/id.c
CORE += sys/run.c
CORE += sys/upcall.c
CORE += sys/pin.c
CORE += sys/link.c
CORE += sys/entry.c
CORE += sys/iter.c
CORE += sys/iter_run.c
CORE += sys/stay.c
CORE += sys/raise.c
