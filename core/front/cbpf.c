/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cbpf.c - the fronts for classic BPF, and the kinds of program that they make.
 *
 * Overview     check, flow, emit (front/cbpf.h), each a file. What comes out goes the way of every program: the verifier knows
 *              nothing of where it came from.
 * Cost         linear for programs without loops. Memory: about 700 bytes an instruction, in the load's arena.
 */
#include "front/cbpf.h"

#include "base/bits.h"
#include "base/text.h"

enum kiln_err cbpf_refuse(struct kiln_why *why, uint32_t pc, const struct cbpf_wrong *wrong,
			  const struct kiln_cbpf_insn *insns)
{
	const struct kiln_cbpf_insn *in = insns + pc;
	struct text t;

	if (!why)
		return KILN_ERR_INVAL;
	why->err = KILN_ERR_INVAL;
	why->reason = wrong->reason;
	why->has_insn = true;
	why->insn = pc;
	text_copy(why->what, sizeof(why->what), wrong->what);
	text_copy(why->missing, sizeof(why->missing), wrong->missing);
	text_copy(why->remedy, sizeof(why->remedy), wrong->remedy);
	t = TEXT(why->insn_text);
	text_printf(&t, "code 0x%02x jt %u jf %u k 0x%x", in->code, in->jt, in->jf, in->k);
	return KILN_ERR_INVAL;
}

static enum kiln_err refuse_whole(struct kiln_why *why, enum kiln_err err, uint16_t reason, const char *form,
				  size_t number)
{
	struct text t;

	if (why) {
		t = TEXT(why->what);
		text_printf(&t, form, number);
		why->err = err;
		why->reason = reason;
	}
	return err;
}

static enum kiln_err check(struct cbpf *c, const struct kiln_cbpf_insn *insns, struct kiln_why *why)
{
	const struct cbpf_wrong *wrong;
	uint32_t pc = 0;

	c->node = arena_array(c->arena, c->nr, sizeof(*c->node));
	if (!c->node)
		return KILN_ERR_NOMEM;
	wrong = cbpf_check(c, insns, &pc);
	return wrong ? cbpf_refuse(why, pc, wrong, insns) : KILN_OK;
}

static enum kiln_err translate(struct cbpf *c, struct kiln_source *out, struct kiln_why *why)
{
	c->max = arena_array(c->arena, c->nr, sizeof(*c->max));
	if (!c->max)
		return KILN_ERR_NOMEM;
	if (!cbpf_flow(c))
		return refuse_whole(why, KILN_ERR_COMPLEX, KILN_REASON_TOO_COMPLEX,
				    "too complex: the loops of %zu instructions are not understood", c->nr);
	out->insns = cbpf_emit(c, &out->nr_insns);
	return out->insns ? KILN_OK : KILN_ERR_NOMEM;
}

/* A copy: the bytes may change meanwhile, and need not be aligned. */
static enum kiln_err insns_read(struct arena *a, const void *bytes, size_t len, size_t max,
				const struct kiln_cbpf_insn **insns, struct kiln_why *why)
{
	void *copy;

	if (!len || len % sizeof(**insns))
		return refuse_whole(why, KILN_ERR_FORMAT, KILN_REASON_LENGTH,
				    "%zu bytes: not a whole number of 8-byte instructions, at least one", len);
	if (len / sizeof(**insns) > max)
		return refuse_whole(why, KILN_ERR_INVAL, KILN_REASON_LENGTH,
				    "%zu instructions are too many for this classic machine", len / sizeof(**insns));
	copy = arena_dirty(a, len);
	if (!copy)
		return KILN_ERR_NOMEM;
	memcpy(copy, bytes, len);
	*insns = copy;
	return KILN_OK;
}

static enum kiln_err cbpf_read(enum cbpf_machine machine, struct arena *a, const void *bytes, size_t len,
			       struct kiln_source *out, struct kiln_why *why)
{
	size_t max = machine == CBPF_PCAP ? KILN_CBPF_PCAP_MAX : KILN_CBPF_MAX;
	struct cbpf c = { .arena = a, .machine = machine, .nr = (uint32_t)(len / sizeof(struct kiln_cbpf_insn)) };
	const struct kiln_cbpf_insn *insns;
	enum kiln_err err = insns_read(a, bytes, len, max, &insns, why);

	if (!err)
		err = check(&c, insns, why);
	return err ? err : translate(&c, out, why);
}

/* -- several programs ---------------------------------------------------------------------------------------------- */

/* Each program, checked by itself. */
static enum kiln_err programs_split(struct cbpf *sub, uint32_t *nr_subs, const struct kiln_cbpf_insn *insns,
				    uint32_t nr, struct kiln_why *why)
{
	enum kiln_err err = KILN_OK;
	uint32_t at = 0;

	for (; at < nr && !err; at += insns[at].k + 1) {
		struct cbpf *c = &sub[*nr_subs];

		if (insns[at].code != KILN_CBPF_PROGRAM || !insns[at].k || insns[at].k > nr - at - 1)
			return refuse_whole(why, KILN_ERR_FORMAT, KILN_REASON_LENGTH,
					    "instruction %zu does not say how long the program behind it is", at);
		if (*nr_subs == KILN_CBPF_PROGRAMS)
			return refuse_whole(why, KILN_ERR_INVAL, KILN_REASON_LENGTH, "more than %zu programs",
					    KILN_CBPF_PROGRAMS);
		c->nr = insns[at].k;
		c->bit = *nr_subs;
		err = check(c, insns + at + 1, why);
		++*nr_subs;
	}
	return err;
}

/* Those with loops come last, in their order: behind a loop all that follows would be proven once for each way out of it. */
static void loops_last(struct cbpf *sub, uint32_t nr)
{
	for (uint32_t i = 0, first = 0; i < nr; i++) {
		struct cbpf c = sub[i];

		if (c.loops)
			continue;
		for (uint32_t to = i; to > first; to--)
			sub[to] = sub[to - 1];
		sub[first++] = c;
	}
}

static enum kiln_err read_many(struct arena *a, const void *bytes, size_t len, const struct kiln_load_opts *opts,
			       struct kiln_source *out, struct kiln_why *why)
{
	struct cbpf c = { .arena = a, .machine = CBPF_PCAP, .many = true };
	struct cbpf *sub = arena_array(a, KILN_CBPF_PROGRAMS, sizeof(*sub));
	const struct kiln_cbpf_insn *insns = NULL;
	uint32_t nr_subs = 0;
	enum kiln_err err = sub ? insns_read(a, bytes, len, KILN_CBPF_PCAP_MAX, &insns, why) : KILN_ERR_NOMEM;

	(void)opts;
	for (uint32_t i = 0; sub && i < KILN_CBPF_PROGRAMS; i++)
		sub[i] = (struct cbpf){ .arena = a, .machine = CBPF_PCAP };
	if (!err)
		err = programs_split(sub, &nr_subs, insns, (uint32_t)(len / sizeof(*insns)), why);
	if (err)
		return err;
	loops_last(sub, nr_subs);
	return cbpf_join(&c, sub, nr_subs) ? translate(&c, out, why) : KILN_ERR_NOMEM;
}

static enum kiln_err read_pcap(struct arena *a, const void *bytes, size_t len, const struct kiln_load_opts *opts,
			       struct kiln_source *out, struct kiln_why *why)
{
	(void)opts;
	return cbpf_read(CBPF_PCAP, a, bytes, len, out, why);
}

static enum kiln_err read_filter(struct arena *a, const void *bytes, size_t len, const struct kiln_load_opts *opts,
				 struct kiln_source *out, struct kiln_why *why)
{
	(void)opts;
	return cbpf_read(CBPF_FILTER, a, bytes, len, out, why);
}

static enum kiln_err read_seccomp(struct arena *a, const void *bytes, size_t len, const struct kiln_load_opts *opts,
				  struct kiln_source *out, struct kiln_why *why)
{
	(void)opts;
	return cbpf_read(CBPF_SECCOMP, a, bytes, len, out, why);
}

const struct kiln_front kiln_front_pcap = { .name = "pcap", .read = read_pcap };
const struct kiln_front kiln_front_pcap_many = { .name = "pcap-many", .read = read_many };
const struct kiln_front kiln_front_filter = { .name = "filter", .read = read_filter };
const struct kiln_front kiln_front_seccomp = { .name = "seccomp", .read = read_seccomp };

/* -- the kinds ----------------------------------------------------------------------------------------------------- */

#define FIELD(word, at, what, member, text)                                                            \
	{                                                                                              \
		.name = #word, .off = at, .size = 4, .real_off = offsetof(struct kiln_packet, member), \
		.real_size = sizeof(((struct kiln_packet *)0)->member), .type = KILN_FIELD_##what,     \
		.flags = KILN_FIELD_READ, .doc = text                                                  \
	}
static const struct kiln_field fields[] = {
	FIELD(data, FIELD_DATA, PACKET, data, "the packet's first byte"),
	FIELD(data_end, FIELD_DATA_END, PACKET_END, data_end, "past the packet's last byte, or its first 65,535"),
	FIELD(len, FIELD_LEN, SCALAR, wire_len, "the length on the wire"),
	FIELD(pkt_type, FIELD_PKT_TYPE, SCALAR, pkt_type, "host, broadcast, multicast, otherhost, outgoing: 0 to 4"),
	FIELD(mark, FIELD_MARK, SCALAR, mark, "the packet's mark"),
	FIELD(ifindex, FIELD_IFINDEX, SCALAR, ifindex, "the interface it is at; 0: none"),
	FIELD(queue_mapping, FIELD_QUEUE, SCALAR, queue_mapping, "the queue"),
	FIELD(protocol, FIELD_PROTOCOL, SCALAR, protocol_be, "the EtherType, in network order"),
	FIELD(vlan_present, FIELD_VLAN_PRESENT, SCALAR, vlan_present, "1 if there is a VLAN tag beside the packet"),
	FIELD(vlan_tci, FIELD_VLAN_TCI, SCALAR, vlan_tci, "the VLAN tag"),
	FIELD(vlan_proto, FIELD_VLAN_PROTO, SCALAR, vlan_proto_be, "the VLAN tag's EtherType, in network order"),
	FIELD(hash, FIELD_HASH, SCALAR, hash, "the hash of the flow, 0 if not made yet"),
	FIELD(dev_type, FIELD_DEV_TYPE, SCALAR, dev_type, "the interface's hardware type, ARPHRD_*"),
};

#define HELPER(number, word, text, ...)                                                                              \
	{                                                                                                            \
		.id = number, .name = #word, .fn = call_##word, .group = KILN_GROUP_OWN, .ret = KILN_RET_INT,        \
		.arg = { KILN_ARG_CTX, __VA_ARGS__ }, .ret_min = -KILN_ERR_FAULT, .ret_max = UINT32_MAX, .doc = text \
	}
#define NUMBER KILN_ARG_ANYTHING
static const struct kiln_helper helpers[] = {
	HELPER(CBPF_CALL_LOAD, cbpf_load, "1, 2 or 4 bytes at an offset as Linux's sockets have them, or -EFAULT",
	       NUMBER, NUMBER),
	HELPER(CBPF_CALL_PCAP, cbpf_pcap, "1, 2 or 4 bytes at an offset as libpcap has them, or -EFAULT", NUMBER,
	       NUMBER),
	HELPER(CBPF_CALL_NLATTR, cbpf_nlattr, "where a netlink attribute is, from an offset on, or 0", NUMBER, NUMBER),
	HELPER(CBPF_CALL_NLATTR_NEST, cbpf_nlattr_nest, "where one is inside the attribute at an offset, or 0", NUMBER,
	       NUMBER),
	HELPER(CBPF_CALL_PAY_OFFSET, cbpf_pay_offset, "where the payload begins, or 0", KILN_ARG_NONE),
};

static const struct kiln_verdict filter_verdicts[] = { { 0, "drop" }, { UINT32_MAX, "all" } };

const struct kiln_kind kiln_kind_cbpf = {
	.name = "cbpf",
	.prog_type = KILN_KIND_CBPF,
	.flags = KILN_KIND_PACKET | KILN_KIND_NO_LOCK,
	.fields = fields,
	.nr_fields = NR_OF(fields),
	.ctx_len = FIELD_END,
	.groups = KILN_GROUP_BASE | KILN_GROUP_OWN,
	.helpers = helpers,
	.nr_helpers = NR_OF(helpers),
	.ret_min = INT64_MIN,
	.ret_max = INT64_MAX,
	.ret_any_high = true,
	.verdicts = filter_verdicts,
	.nr_verdicts = NR_OF(filter_verdicts),
	.fold = KILN_FOLD_MIN,
	.fold_value = UINT32_MAX,
	.doc = "a packet at a classic filter: how many bytes of it to keep",
};

enum kiln_err kiln_cbpf_load(struct kiln *k, const struct kiln_cbpf_insn *insns, uint32_t nr, enum kiln_engine engine,
			     struct kiln_prog **out, struct kiln_why *why)
{
	const struct kiln_load_opts opts = { .kind = &kiln_kind_cbpf, .engine = engine };

	return kiln_load(k, &kiln_front_pcap, insns, (size_t)nr * sizeof(*insns), &opts, out, why);
}
