// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
//
// app.go - an application in Go with cilium/ebpf, which makes its system calls itself: app.bpf.c loaded, run, its ring buffer read.
package main

import (
	"fmt"
	"os"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/ringbuf"
)

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func main() {
	var o struct {
		Count   *ebpf.Program `ebpf:"count"`
		Lengths *ebpf.Map     `ebpf:"lengths"`
		Events  *ebpf.Map     `ebpf:"events"`
	}
	spec, err := ebpf.LoadCollectionSpec(os.Args[1])
	must(err)
	must(spec.LoadAndAssign(&o, nil))
	ring, err := ringbuf.NewReader(o.Events)
	must(err)
	for _, n := range []int{20, 60, 100} {
		ret, _, err := o.Count.Test(make([]byte, n))
		fmt.Println(n, ret, err)
	}
	for i := 0; i < 3; i++ {
		record, err := ring.Read()
		must(err)
		fmt.Printf("%x\n", record.RawSample)
	}
	var key uint32
	var value, sum uint64
	for it := o.Lengths.Iterate(); it.Next(&key, &value); {
		sum += uint64(key) * value
	}
	info, err := o.Count.Info()
	must(err)
	fmt.Println(sum, info.Name, info.Type)
}
